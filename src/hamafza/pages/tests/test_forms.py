"""After sending, the first thing on the screen says what is to be put right."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils.translation import override

from hamafza.pages.fields import NumberField


class Letter(forms.Form):
    subject = forms.CharField(label="subject")
    topics = forms.MultipleChoiceField(
        label="topics", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    copy = forms.FileField(label="copy", required=False)
    key = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        if (self.cleaned_data or {}).get("subject") == "spam":
            raise forms.ValidationError("This is spam.")
        return self.cleaned_data


class Photo(forms.Form):
    row_name = "picture"
    alt = forms.CharField(label="alternative text")


Photos = forms.formset_factory(Photo, extra=0, can_delete=True)


def photos(*texts: str, removed: int | None = None) -> Any:
    data = {"form-TOTAL_FORMS": str(len(texts)), "form-INITIAL_FORMS": str(len(texts))}
    data |= {f"form-{n}-alt": text for n, text in enumerate(texts)}
    if removed is not None:
        data[f"form-{removed}-DELETE"] = "on"
    return Photos(data)


def shown(source: str = "{% error_summary form photos %}", language: str = "en", **context: Any) -> str:
    with override(language):
        return Template(source).render(Context(context)).strip()


def test_nothing_is_said_when_nothing_is_wrong() -> None:
    assert shown(form=Letter({"subject": "Hello"}), photos=photos("a dog")) == ""
    assert shown(form=Letter()) == ""


def test_it_is_an_alert_that_takes_the_focus_and_says_that_the_text_is_kept() -> None:
    text = shown(form=Letter({"subject": ""}))
    assert re.search(r'<section[^>]*role="alert"[^>]*tabindex="-1"', text)
    assert "One thing needs to be put right. What you wrote is kept." in text
    assert '<a href="#id_subject">Subject</a>' in text


def test_a_faulty_row_is_named_by_its_number() -> None:
    text = shown(form=Letter({"subject": ""}), photos=photos("a dog", "", ""))
    assert "Three things need to be put right." in text
    assert '<a href="#id_form-1-alt">Picture 2: Alternative text</a>' in text
    assert "Picture 3" in text


def test_the_page_counts_in_its_language() -> None:
    text = shown(language="fa", photos=photos("", ""))
    assert "دو مورد باید درست شود." in text
    assert "Picture ۲" in text


def test_a_removed_row_asks_for_nothing() -> None:
    assert shown(photos=photos("a dog", "", removed=1)) == ""


def test_what_is_wrong_with_the_whole_or_with_a_hidden_field_is_said_without_a_link() -> None:
    text = shown(form=Letter({"subject": "spam", "key": "x"}))
    assert "This is spam." in text
    assert "Enter a whole number." in text
    assert "<a " not in text


def test_a_group_of_boxes_is_reached_by_its_frame() -> None:
    form = Letter({"subject": "Hello", "topics": ["b"]})
    assert 'href="#id_topics"' in shown(form=form)
    assert 'id="id_topics"' in str(form["topics"])


@pytest.mark.parametrize(
    ("options", "said"),
    [("", "What you wrote is kept; choose your file again."), ("files_kept=True", "your files are kept")],
)
def test_it_never_says_that_a_forgotten_file_is_kept(options: str, said: str) -> None:
    form = Letter({"subject": ""}, {"copy": SimpleUploadedFile("a.txt", b"a")})
    assert said in shown("{% error_summary form " + options + " %}", form=form)


def test_a_form_with_a_password_promises_nothing() -> None:
    class Entrance(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput)

    assert "kept" not in shown(form=Entrance({"password": ""}))


def test_a_part_with_a_mistake_stands_open() -> None:
    source = '<details{% if form|has_errors:"subject topics" %} open{% endif %}>'
    assert "open" in shown(source, form=Letter({"subject": ""}))
    assert "open" not in shown(source, form=Letter({"subject": "Hello"}))
    assert "open" in shown("{% if form|has_errors %}open{% endif %}", form=photos("", "a dog"))
    assert shown("{% if form|has_errors %}open{% endif %}", form=photos("a dog")) == ""


@pytest.mark.parametrize(("language", "said"), [("fa", "انتخاب فایل"), ("en", "Choose a file")])
def test_a_file_button_speaks_the_language_of_the_page(language: str, said: str) -> None:
    with override(language):
        field = str(Letter()["copy"])
    assert said in field
    assert 'type="file"' in field


def test_an_error_counts_in_the_digits_of_the_page() -> None:
    class Short(forms.Form):
        name = forms.CharField(label="name", max_length=3)

    form = Short({"name": "abcd1405"})
    with override("fa"):
        field = form["name"].as_field_group()
    text = shown(language="fa", form=form)
    for part in (field, text):
        assert "۳" in re.sub(r'value="[^"]*"|maxlength="\d+"', "", part)
        assert " 3 " not in part


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("۶۰", 60), ("٦٠", 60), (" 60 ", 60), ("۱٬۲۰۰٬۰۰۰", 1_200_000), ("1,200", 1200), ("۰", 0)],
)
def test_a_number_is_typed_in_any_digits(typed: str, meant: int) -> None:
    assert NumberField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["دو", "1,2", "۱۲٬۳۴", "--1", "9" * 5000])
def test_what_is_no_whole_number_is_told(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        NumberField(max_value=100).clean(typed)


def test_a_number_is_shown_in_the_digits_of_the_page() -> None:
    for language, shown in (("fa", "۶۰"), ("en", "60")):
        with override(language):
            drawn = NumberField().widget.render("share", 60)
        assert f'value="{shown}"' in drawn
        assert 'type="text"' in drawn
