from tests.lib.peers import CASES, agrees, cases


def on_purpose() -> dict[str, str]:
    rows = (CASES / "on_purpose.tsv").read_text("utf-8").splitlines()
    split = (row.rsplit("\t", 1) for row in rows if not row.startswith("#"))
    return dict(split)


def test_every_case_of_other_programs_passes_or_is_judged_otherwise_with_a_reason():
    reasons = on_purpose()
    unexplained = [case for case in cases() if not agrees(case) and not reasons.get(case.key)]
    assert unexplained == []


def test_no_case_is_listed_as_different_when_it_agrees():
    listed = on_purpose()
    assert [case.key for case in cases() if agrees(case) and case.key in listed] == []
    assert set(listed) <= {case.key for case in cases()}
