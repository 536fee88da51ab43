"""Taking in a network from tables as people make them."""

from __future__ import annotations

import csv
import io
import re
import time
import zipfile
from smtplib import SMTPRecipientsRefused

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.core.mail.backends import locmem
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.samples.given import given_bytes
from tests.world import PASSWORD, World

from hamafza.network import importing, invitations, samples
from hamafza.network.importing import TableError
from hamafza.network.models import Invitation, Membership, Person, Unit
from hamafza.network.sheet import MAX_ROWS, read_lines, shown
from hamafza.pages.refusals import NotAllowed, Refused

# The ledger stands above this room, so it is asked for by name.
Event = apps.get_model("wire", "Event")

PERSIAN = """نام واحد;كد;نوع واحد;کد بالادست;سطح اعتماد;استان;موضوعات;ساعت کار;نام و نام خانوادگی;نام کاربری;پست الکترونیک;نقش
دفتر نمونه;n1;دفتر دستگاه;centre;بی‌درنگ منتشر می‌کند;البرز;کار، رفاه;۷:۳۰ تا ۱۴;سارا نمونه;sara;sara@example.org;رئیس
رابط نمونه;n2;رابط;N1;پس از یک بازبینی;;;;;;;
;n1;;;;;;;امید نمونه;;omid@example.org;کارشناس
"""
ENGLISH = """role\tE-mail\tuser name\tperson name\tHours\tTopics\tProvince\tTrust\tKind\tParent code\tCode\tName\tName in English
head\tsara@example.org\tsara\tسارا نمونه\t07:30-14:00\twork|Welfare\tAlborz\tat once\toffice\tcentre\tn1\tدفتر نمونه\tSample
\t\t\t\t\t\t\tone check\tliaison\tn1\tn2\tرابط نمونه\tLiaison
"""


def xlsx(text: str, delimiter: str) -> bytes:
    book = Workbook()
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


FORMS = {
    "semicolons, utf-8": PERSIAN.encode(),
    "semicolons, utf-8 with a mark": PERSIAN.encode("utf-8-sig"),
    "semicolons, utf-16": PERSIAN.encode("utf-16"),
    "semicolons, utf-16 without a mark": PERSIAN.encode("utf-16-le"),
    "semicolons, windows-1256": PERSIAN.replace("ی", "ي")
    .replace("۷:۳۰", "7:30")
    .replace("۱۴", "14")
    .encode("cp1256"),
    "commas": PERSIAN.replace("کار، رفاه", "کار / رفاه").replace(";", ",").encode(),
    "tabs, English": ENGLISH.encode(),
    "excel's note": b"sep=;\r\n" + PERSIAN.replace("\n", "\r\n").encode(),
    "xlsx": xlsx(PERSIAN, ";"),
    "xlsx, English": xlsx(ENGLISH, "\t"),
}


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS.keys())
def test_one_network_comes_out_of_every_form_it_is_written_in(world: World, data: bytes) -> None:
    plan = importing.read(data)
    assert [str(problem) for problem in plan.problems] == []
    importing.apply(world.as_("admin"), plan)
    unit = Unit.objects.get(code="n1")
    assert (unit.name, unit.parent, unit.kind, unit.trust) == (
        "دفتر نمونه",
        world.units["centre"],
        "office",
        "at-once",
    )
    assert (str(unit.opens), str(unit.closes)) == ("07:30:00", "14:00:00")
    assert sorted(topic.code for topic in unit.topics.all()) == ["welfare", "work"]
    assert unit.region.code == "alborz"
    assert Unit.objects.get(code="n2").parent == unit
    sara = Invitation.objects.get(email="sara@example.org", unit=unit)
    assert (sara.name, sara.role, sara.username) == ("سارا نمونه", "head", "sara")
    assert not Person.objects.filter(username="sara").exists()


def test_a_title_above_notes_in_brackets_and_parents_by_name_are_understood(world: World) -> None:
    table = (
        "فهرست واحدها,,\n,,\n"
        "کد (لاتین),نام_دفتر,واحد بالادستی *,E-Mail Address,نام مسئول\n"
        "k1,دفتر کرج,روابط عمومی البرز,k@example.org,کاوه نمونه\n"
        "k2,دفتر فردیس,دفتر كرج,,\n"
    )
    plan = importing.read(table.encode())
    assert [str(problem) for problem in plan.problems] == []
    importing.apply(world.as_("admin"), plan)
    chain = Unit.objects.filter(code__startswith="k").order_by("code").values_list("parent__code", flat=True)
    assert list(chain) == ["province", "k1"]
    assert Invitation.objects.get(email="k@example.org").name == "کاوه نمونه"


def test_a_parents_name_that_two_units_share_is_a_finding(world: World) -> None:
    plan = importing.read("code,name,parent\nz1,همنام,centre\nz2,همنام,centre\nz3,x,همنام\n".encode())
    assert [(p.row, p.column) for p in plan.problems] == [(4, "parent")]


def test_taking_in_the_same_table_twice_changes_nothing(world: World) -> None:
    importing.apply(world.as_("admin"), importing.read(PERSIAN.encode()))
    before = [model.objects.count() for model in (Event, Unit, Person, Membership, Invitation)]
    again = importing.read(PERSIAN.encode())
    assert (again.new_units, again.new_people) == (0, 0)
    importing.apply(world.as_("admin"), again)
    after = [model.objects.count() for model in (Event, Unit, Person, Membership, Invitation)]
    assert before == after


def test_a_later_table_updates_what_it_says_and_leaves_the_rest(world: World) -> None:
    importing.apply(world.as_("admin"), importing.read(PERSIAN.encode()))
    importing.apply(world.as_("admin"), importing.read("code,name,trust\nn1,نام دیگر,\n".encode()))
    unit = Unit.objects.get(code="n1")
    assert (unit.name, unit.trust, unit.topics.count()) == ("نام دیگر", "at-once", 2)
    kinds = Event.objects.order_by("-pos").values_list("kind", flat=True)
    assert kinds[0] == "network.imported"


def test_a_person_new_to_a_unit_hears_it_and_the_others_are_left_alone(world: World) -> None:
    table = "code,user name,role\nbody,outsider,officer\nprovince,officer,officer\n"
    importing.apply(world.as_("admin"), importing.read(table.encode()))
    told = Event.objects.filter(kind="wire.revoke").values_list("subject", flat=True)
    assert list(told) == [f"person:{world.people['outsider'].pk}"]


def test_an_address_gets_a_letter_and_its_role_when_it_is_accepted(
    world: World, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        importing.apply(world.as_("admin"), importing.read(PERSIAN.encode()))
    assert sorted(letter.to[0] for letter in mailoutbox) == ["omid@example.org", "sara@example.org"]
    body = next(letter.body for letter in mailoutbox if letter.to == ["sara@example.org"])
    link = re.search(r"https?://[^/]+(/\S+)", body)[1]  # type: ignore[index]
    client = Client()
    assert 'value="sara"' in client.get(link).content.decode()
    said = {"username": "sara.n", "name": "سارا", "language": "fa", "password": PASSWORD}
    client.post(link, said)
    sara = Person.objects.get(username="sara.n")
    assert (sara.email, sara.memberships.get().role) == ("sara@example.org", "head")
    again = importing.read(PERSIAN.encode())
    assert [str(problem) for problem in again.problems] == []
    importing.apply(world.as_("admin"), again)
    assert Invitation.objects.filter(accepted_by=None).count() == 1


def test_the_address_of_an_account_is_invited_and_its_user_name_gets_the_role_at_once(world: World) -> None:
    officer, outsider = world.people["officer"], world.people["outsider"]
    table = f"code,user name,e-mail,role\nbody,,{officer.email.upper()},editor\nbody,{outsider.username},,editor\n"
    plan = importing.read(table.encode())
    assert ([str(problem) for problem in plan.problems], plan.new_people) == ([], 0)
    importing.apply(world.as_("admin"), plan)
    assert not officer.memberships.filter(role="editor").exists()
    assert Invitation.objects.get(email=officer.email).name == officer.name
    assert outsider.memberships.filter(role="editor", unit=world.units["body"]).exists()


def test_a_refused_address_keeps_no_other_letter_back(
    world: World, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
) -> None:
    send = locmem.EmailBackend.send_messages

    def refuse_sara(self: locmem.EmailBackend, letters: list[EmailMessage]) -> int:
        if letters[0].to == ["sara@example.org"]:
            raise SMTPRecipientsRefused({})
        return send(self, letters)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse_sara)
    unit = world.units["body"]
    invitations.mail(
        [
            (Invitation(unit=unit, email=f"{who}@example.org", invited_by=world.people["admin"]), "")
            for who in ("sara", "omid")
        ]
    )
    assert [letter.to for letter in mailoutbox] == [["omid@example.org"]]


BAD = """code,name,parent code,kind,trust,region,topics,time zone,hours,person name,user name,e-mail,role
بد کد,x,,,,,,,,,,,
a1,,,,,,,,,,,,
a2,x,nowhere,,,,,,,,,,
a3,x,,palace,,,,,,,,,
a4,x,,,maybe,,,,,,,,
a5,x,,,,Atlantis,,,,,,,
a6,x,,,,,"work,magic",,,,,,
a7,x,,,,,,Mars/Base,,,,,
a8,x,,,,,,,16-9,,,,
a9,x,,,,,,,,Someone,,,officer
a10,x,,,,,,,,,,not-an-address,officer
a11,x,,,,,,,,Someone,bad name!,s@example.org,officer
a12,x,,,,,,,,Someone,fresh,,officer
a13,x,,,,,,,,,officer,other@example.org,officer
a14,x,,,,,,,,Someone,fresh2,officer@example.org,officer
a15,x,,,,,,,,Someone,fresh3,f3@example.org,king
a16,x,a17,,,,,,,,,,
a17,x,a16,,,,,,,,,,
a18,x,,,,,,,,,,,
a18,y,,,,,,,,,,,
"""
FINDINGS = [
    (2, "code"),
    (3, "name"),
    (4, "parent"),
    (5, "kind"),
    (6, "trust"),
    (7, "region"),
    (8, "topics"),
    (9, "time_zone"),
    (10, "hours"),
    (11, "email"),
    (12, "email"),
    (12, "person"),
    (13, "username"),
    (14, "email"),
    (15, "username"),
    (16, "email"),
    (17, "role"),
    (18, "parent"),
    (21, "code"),
]


def test_every_bad_cell_is_named_with_row_and_column_and_nothing_is_taken_in(world: World) -> None:
    plan = importing.read(BAD.encode())
    assert sorted({(p.row, p.column) for p in plan.problems}) == FINDINGS
    with pytest.raises(Refused):
        importing.apply(world.as_("admin"), plan)
    assert not Unit.objects.filter(code__startswith="a").exists()


def test_findings_speak_the_language_of_the_person(world: World) -> None:
    client = Client()
    client.force_login(world.people["admin"])
    page = upload(client, BAD.encode()).content.decode()
    assert "هیچ واحدی این کد را ندارد" in page
    assert "۱۰" in page


def test_only_administrators_take_in_tables(world: World) -> None:
    with pytest.raises(NotAllowed):
        importing.apply(world.as_("head"), importing.read(PERSIAN.encode()))


def test_a_circle_through_known_units_is_found(world: World) -> None:
    plan = importing.read(b"code,parent\ncentre,province\n")
    assert [(p.row, p.column) for p in plan.problems] == [(2, "parent")]


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (60 * 1024 * 1024))
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n ",
        b"code,name\n",
        b"name,kind\nx,office\n",
        b"code,unit code\na,b\n",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"PK\x03\x04broken",
        xlsx(PERSIAN, ";")[:-400],
        bomb(),
        b"x" * (10 * 1024 * 1024 + 1),
        b"code,name\n" + b"a,b\n" * (MAX_ROWS + 1),
        b'code,name\n"' + b"x" * 200_000,
    ],
    ids=[
        "empty",
        "blank",
        "no rows",
        "no code",
        "two codes",
        "picture",
        "broken zip",
        "cut xlsx",
        "zip bomb",
        "too large",
        "too long",
        "endless cell",
    ],
)
def test_what_is_no_table_is_refused_quickly_with_a_message(world: World, data: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(TableError) as refusal:
        importing.read(data)
    assert str(refusal.value)
    assert time.monotonic() - began < 5


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
def test_any_bytes_give_lines_or_a_refusal(data: bytes) -> None:
    try:
        lines = read_lines(data)
    except TableError:
        return
    assert all(any(cells) for _number, cells in lines)


CELLS = st.text(alphabet="abc،ي ك-0۱@.|\u200c", max_size=12)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(CELLS, min_size=16, max_size=16), min_size=1, max_size=12))
def test_any_table_is_a_plan_that_applies_whole_and_then_changes_nothing_or_a_list_of_findings(
    world: World, rows: list[list[str]]
) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([list(importing.columns.HEADINGS), *rows])
    try:
        plan = importing.read(text.getvalue().encode())
    except TableError:
        return
    if plan.is_good:
        importing.apply(world.as_("admin"), plan)
        events = Event.objects.count()
        again = importing.read(text.getvalue().encode())
        assert again.is_good
        importing.apply(world.as_("admin"), again)
        assert Event.objects.count() == events
    else:
        assert all(2 <= p.row <= len(rows) + 1 and p.title and str(p) for p in plan.problems)


def test_a_thousand_units_with_people_are_taken_in_within_seconds(world: World) -> None:
    rows = "".join(
        f"u{n},واحد {n},{'centre' if n < 30 else f'u{n % 30}'},شخص {n},p{n}@example.org,officer\n"
        for n in range(1000)
    )
    began = time.monotonic()
    plan = importing.read(f"code,name,parent,person,e-mail,role\n{rows}".encode())
    importing.apply(world.as_("admin"), plan)
    assert time.monotonic() - began < 10
    assert Unit.objects.filter(code__startswith="u").count() == 1000
    assert Invitation.objects.filter(email__startswith="p").count() == 1000


def upload(client: Client, data: bytes) -> object:
    return client.post("/desk/units/import", {"file": SimpleUploadedFile("network.csv", data)})


def test_in_the_desk_one_looks_first_and_confirms_then(world: World) -> None:
    client = Client()
    client.force_login(world.people["admin"])
    page = upload(client, PERSIAN.encode())
    assert "۲ واحد تازه" in page.content.decode()
    assert not Unit.objects.filter(code="n1").exists()
    key = page.context["key"]
    assert client.post("/desk/units/import/apply", {"key": key}).url == "/desk/units/"
    assert Unit.objects.filter(code="n1").exists()
    assert client.post("/desk/units/import/apply", {"key": key}).url == "/desk/units/import"


@pytest.mark.parametrize("ending", ["fa.csv", "en.csv", "fa.xlsx", "en.xlsx"])
def test_every_sample_can_be_taken_in_as_it_is(world: World, ending: str) -> None:
    client = Client()
    client.force_login(world.people["admin"])
    data = client.get(f"/desk/units/import/sample.{ending}").content
    plan = importing.read(data)
    assert [str(problem) for problem in plan.problems] == []
    assert (plan.new_units, plan.new_people, plan.ignored) == (3, 2, [])


def test_samples_are_readable_in_spreadsheet_programs(world: World) -> None:
    assert samples.as_csv("fa").startswith(b"\xef\xbb\xbf")
    assert samples.as_xlsx("fa").startswith(b"PK")


def phones(data: bytes, world: World) -> dict[str, str]:
    plan = importing.read(data)
    assert plan.problems == []
    importing.apply(actor=world.as_("admin"), plan=plan)
    return dict(Unit.objects.filter(code__startswith="x").values_list("code", "phone"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("28-leading-zero.xlsx", {"x701": "02166401234"}),
        ("29-tel-persian-digits.csv", {"x704": "021-66401234"}),
        ("30-direction-marks-email.csv", {"x705": "021-66401235"}),
        ("33-second-sheet.xlsx", {"x702": ""}),
    ],
)
def test_tables_as_people_make_them_are_taken_in(world: World, name: str, found: dict[str, str]) -> None:
    assert phones(given_bytes(name), world) == found


def test_an_address_copied_with_direction_marks_is_an_address(world: World) -> None:
    assert [row.email for row in importing.read(given_bytes("30-direction-marks-email.csv")).people] == [
        "sara@example.ir"
    ]


def test_text_that_excel_was_told_to_keep_is_kept_and_a_number_it_shortened_is_reported(world: World) -> None:
    plan = importing.read(given_bytes("32-excel-text-idiom.csv"))
    assert plan.units["x713"].values["phone"] == "02166401242"
    assert [(problem.row, problem.column, problem.value) for problem in plan.problems] == [
        (3, "phone", "9.82166E+11")
    ]


@pytest.mark.parametrize(
    "lost", ["9.82166E+11", "۹٫۸E+۱۱", "1E5", "#REF!", "#####", "#N/A", 9.8216640123412345e17]
)
@pytest.mark.parametrize("column", [0, 2])
def test_a_value_that_the_spreadsheet_lost_is_reported_in_any_column(
    world: World, lost: object, column: int
) -> None:
    book = Workbook()
    book.active.append(["کد", "نام", "تلفن"])
    row: list[object] = ["x9", "واحد", "021"]
    row[column] = lost
    book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    assert ("code", "", "phone")[column] in {
        problem.column for problem in importing.read(file.getvalue()).problems
    }


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (7, "000", "007"),
        (7.0, "000", "007"),
        (2166401234, "00000000000", "02166401234"),
        (2166401234, "0##########", "02166401234"),
        (2166401234, '"0"00-00000000', "021-66401234"),
        (9821, "+00", "+9821"),
        (21, "\\0000", "0021"),
        (7, "[$-3000401]000", "007"),
        (7, "0000_);(0000)", "0007"),
        (12, "General", "12"),
        (1200, "#,##0", "1200"),
        (5, "0.00", "5"),
        (982166401234, "0", "982166401234"),
    ],
)
def test_a_number_is_what_its_cell_shows(value: float, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_a_workbook_without_codes_is_refused_and_hidden_sheets_come_last(world: World) -> None:
    book = Workbook()
    book.active.append(["راهنما", "متن"])
    book.active.append(["این فایل", "را پر کنید"])
    old = book.create_sheet("قدیمی")
    old.append(["کد", "نام"])
    old.append(["old", "واحد"])
    old.sheet_state = "hidden"
    new = book.create_sheet("واحدها")
    new.append(["کد", "نام"])
    new.append(["new", "واحد"])
    file = io.BytesIO()
    book.save(file)
    assert list(importing.read(file.getvalue()).units) == ["new"]
