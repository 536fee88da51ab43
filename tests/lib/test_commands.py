import io
import json

from hamafza.lib.commands import import_page_json, text_command


def lines(name: str, text: str) -> list[dict]:
    out = io.StringIO()
    assert text_command(name, io.StringIO(text), out) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_text_command_gives_one_json_line_for_each_line():
    assert [row["display"] for row in lines("normalise", "روابطعمومي\nكيك\n")] == ["روابط\u200cعمومی", "کیک"]
    assert lines("fold", "كُتب ١٢\n")[0]["fold"] == "کتب 12"
    assert lines("dates", "23 مرداد 1401 - 12:13")[0]["dates"][0]["when"] == "2022-08-14T12:13:00+04:30"
    assert [t["keys"] for t in lines("tokens", "روابطعمومی ها")[0]["tokens"]] == [["روابط", "عموم"], []]


def test_lines_cut_inside_a_character_do_not_stop_the_command():
    assert len(lines("tokens", "\udcff سلام\n")) == 1


def test_an_unknown_command_is_refused(capsys):
    assert text_command("shout", io.StringIO(""), io.StringIO()) == 2
    assert "shout" in capsys.readouterr().err


def test_a_page_is_printed_as_json_and_an_unreadable_one_refused(tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text(
        "سرخط خبر کوتاه\nمتن خبر که بلند است و چند واژه دارد.\nبند دوم خبر که آن هم بلند است.", "utf-8"
    )
    assert import_page_json(page) == 0
    assert json.loads(capsys.readouterr().out)["headline"] == "سرخط خبر کوتاه"
    page.write_bytes(b"PK\x03\x04")
    assert import_page_json(page) == 2
    assert "another kind of file" in capsys.readouterr().err
    assert import_page_json(tmp_path / "nothing.txt") == 2
