"""Official documents a second, beside WeasyPrint alone with the same HTML and style sheet."""

from collections.abc import Callable

from benchmarks.results import Result, middle, timed

PER_RUN = 4
FORMS = ("QD-KT", "MQD02")


def measure(runs: int) -> list[Result]:
    """Each form in turn with its floor, so that a busy moment hits both."""
    return [_form(code, runs) for code in FORMS]


def _form(code: str, runs: int) -> Result:
    ours, bare, pages = _pair(code)
    ours(), bare()  # fonts and templates are loaded once a process
    mine, floor = [], []
    for _ in range(runs):
        mine.append(timed(lambda: [ours() for _ in range(PER_RUN)]) / PER_RUN)
        floor.append(timed(lambda: [bare() for _ in range(PER_RUN)]) / PER_RUN)
    value, least = middle(mine), middle(floor)
    return Result(
        f"document {code}", "PDF/s", 1 / value, 1 / least, "bare WeasyPrint", value / least,
        size=f"{pages} pages, {runs} runs of {PER_RUN}",
    )  # fmt: skip


def _pair(code: str) -> tuple[Callable[[], bytes], Callable[[], bytes], int]:
    """Our rendering, the same HTML through WeasyPrint alone, and the number of pages."""
    from django.template.loader import render_to_string
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from ecms.documents import rendering
    from ecms.documents.fetching import OwnFilesFetcher, font_faces

    form, context = _sample(code)
    kept: list[str] = []

    class Noting(HTML):
        def __init__(self, *args: object, **kwargs: object) -> None:
            kept.append(str(kwargs["string"]))
            super().__init__(*args, **kwargs)

    rendering.HTML = Noting
    try:
        rendering.render(form, context, rendering.Issue())
    finally:
        rendering.HTML = HTML
    fonts = FontConfiguration()
    sheet = CSS(
        string=font_faces() + render_to_string("pdf/official.css"), font_config=fonts,
        url_fetcher=OwnFilesFetcher(),
    )  # fmt: skip

    def page() -> HTML:
        return HTML(string=kept[0], base_url="ecms-asset:", url_fetcher=OwnFilesFetcher())

    def bare() -> bytes:
        return page().write_pdf(stylesheets=[sheet], font_config=fonts)

    pages = len(page().render(stylesheets=[sheet], font_config=fonts).pages)
    return lambda: rendering.render(form, context, rendering.Issue()), bare, pages


def _sample(code: str) -> tuple:
    """The invented case of a form."""
    from inspections.documents.samples import samples as checks
    from violations.documents.samples import samples as cases

    for form, context, *_ in [*checks(), *cases()]:
        if form.code == code:
            return form, context
    raise SystemExit(f"there is no sample of {code}")
