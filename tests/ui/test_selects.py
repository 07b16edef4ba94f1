"""Drop-down lists say the same as Django's own templates would."""

import html.parser

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

PLAIN = [("", "—"), ("a", "A & B"), ("<b>", '"quoted"'), (7, "seven")]
GROUPED = [("", "—"), ("Miền <Bắc>", [("01", "Hà Nội"), ("31", "Hải Phòng")]), ("x", "Khác")]


class Elements(html.parser.HTMLParser):
    """The elements with their attributes, and the texts between them."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        named = {name: value for name, value in attrs if (name, value) != ("class", "form-select")}
        self.found.append((tag, named))

    def handle_endtag(self, tag):
        self.found.append(("/", tag))

    def handle_data(self, data):
        if data.strip():
            self.found.append(data.strip())


@pytest.mark.parametrize("choices", [PLAIN, GROUPED], ids=["plain", "grouped"])
@pytest.mark.parametrize("value", ["", "a", "<b>", 7, "31", "unknown", None])
@pytest.mark.parametrize("attrs", [{}, {"disabled": True, "data-x": '"&', "hidden": False}])
def test_it_is_written_as_django_writes_it(choices, value, attrs):
    class Form(forms.Form):
        one = forms.ChoiceField(choices=choices, widget=forms.Select(attrs=attrs), required=False)
        many = forms.MultipleChoiceField(choices=choices, widget=forms.SelectMultiple, initial=[])

    picked = {"one": value, "many": [value, "01"]}
    ours, theirs = Form(initial=picked), Form(initial=picked, renderer=DjangoTemplates())
    for name in picked:
        assert Elements(str(ours[name].as_widget())).found == (
            Elements(str(theirs[name].as_widget())).found
        )
        assert 'class="form-select"' in ours[name].as_widget()
