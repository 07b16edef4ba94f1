"""Compute a fine by hand: ``worksheet --code TL-18 --party organisation --workers 20 …``."""

import json
from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from ecms.core.clock import today
from ecms.core.datafile import DataFileError
from ecms.core.management.strict import Refused, StrictCommand, iso_date, whole_number
from ecms.core.money import amount_in_words, format_vnd
from law.enums import DecisionRoute, Party
from law.reference import load_from_files
from law.rules import ActFacts, CaseWorksheet, Circumstances, LawRefusal, worksheet
from law.rules.reference import Reference
from law.rules.wording import LANGUAGES, cite, format_day

HINTS = {
    "missing_workers": "(--workers N)",
    "missing_units": "(--units N)",
    "missing_base": "(--base VND)",
}


class Command(StrictCommand):
    """Print the worksheet of one act: frame, fine, reasons, rights, dates and signatories."""

    help = (
        "Compute the fine of one act with its reasoning. Amounts are whole VND; frame_min and "
        "frame_max are those of the party, already doubled and capped. Without --decided the "
        "decision is dated today, or on the latest date given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the facts of the act."""
        parser.add_argument("--code", required=True, help="code of the act, such as TL-18")
        parser.add_argument("--party", required=True, choices=[item.value for item in Party])
        when = parser.add_mutually_exclusive_group(required=True)
        when.add_argument("--ended", type=iso_date, metavar="DATE", help="day the act ended")
        when.add_argument("--ongoing", action="store_true", help="the act is still going on")
        parser.add_argument("--discovered", type=iso_date, metavar="DATE", help="with --ongoing")
        parser.add_argument("--workers", type=whole_number, help="number of workers affected")
        parser.add_argument("--units", type=whole_number, help="machines, dossiers, books")
        parser.add_argument("--base", type=whole_number, metavar="VND", help="arrears")
        parser.add_argument("--minutes", type=iso_date, metavar="DATE")
        parser.add_argument("--decided", type=iso_date, metavar="DATE")
        parser.add_argument("--aggravating", type=whole_number, default=0)
        parser.add_argument("--mitigating", type=whole_number, default=0)
        routes = [item.value for item in DecisionRoute]
        parser.add_argument("--route", choices=routes, default=DecisionRoute.NORMAL.value)
        parser.add_argument("--lang", choices=LANGUAGES, default="vi")
        parser.add_argument("--source", choices=("auto", "db", "files"), default="auto")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute and print; nothing is written before everything is known."""
        if options["discovered"] and not options["ongoing"]:
            raise Refused("--discovered goes with --ongoing")
        lang = options["lang"]
        try:
            case = self._compute(options)
        except LawRefusal as refusal:
            hint = HINTS.get(refusal.code, "")
            raise Refused(f"{refusal.message(lang)} {hint}") from refusal
        except DataFileError as error:
            raise Refused(str(error)) from error
        if options["as_json"]:
            self.stdout.write(json.dumps(flat(case, lang), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(readable(case, lang)))

    @staticmethod
    def _compute(options: dict[str, Any]) -> CaseWorksheet:
        facts = ActFacts(
            code=options["code"],
            workers=options["workers"],
            units=options["units"],
            base=options["base"],
            ended_on=options["ended"],
            ongoing=options["ongoing"],
            discovered_on=options["discovered"],
            circumstances=Circumstances(options["aggravating"], options["mitigating"]),
        )
        minutes: date | None = options["minutes"]
        decided: date = options["decided"] or max(
            day for day in (today(), facts.counts_from, minutes) if day
        )
        return worksheet(
            load_reference(options["source"]),
            [facts],
            Party(options["party"]),
            decided,
            minutes,
            route=DecisionRoute(options["route"]),
        )


def load_reference(source: str) -> Reference:
    """Return the law from the database when it is reachable and loaded, else from the files.

    Raises Refused for ``source="db"`` when the database cannot answer.
    """
    if source == "files":
        return load_from_files()
    try:
        return _from_database()
    except Exception as error:  # whatever is wrong there, the files answer
        if source == "db":
            raise Refused(f"the database holds no usable reference: {error}") from error
        return load_from_files()


def _from_database() -> Reference:
    """Read the law from the database, waiting two seconds at most for a connection."""
    from django.db import connection

    from law.selectors import reference

    connection.settings_dict.setdefault("OPTIONS", {})["connect_timeout"] = 2
    found: Reference = reference()
    if not found.provisions:
        raise LookupError("no provisions are loaded")
    return found


def flat(case: CaseWorksheet, lang: str) -> dict[str, object]:
    """Return one act and its case as one flat JSON object."""
    whole = case.to_dict(lang)
    act = case.acts[0].to_dict(lang)
    return {
        **act,
        "party": case.party.value,
        "fine_in_words": amount_in_words(case.total_fine, lang),
        **case.terms_dict(),
        "signatories": whole["signatories"],
        "reasoning": whole["reasoning"],
    }


def readable(case: CaseWorksheet, lang: str) -> list[str]:
    """Return the worksheet as lines of text."""
    act = case.acts[0]
    row = act.provision
    english = lang == "en"
    words = LABELS[english]
    title = row.title_en if english else row.title_vi
    lines = [f"{row.code}  {title}", f"{words['basis']}: {cite(row.legal_basis, lang)}"]
    if act.frame.is_warning:
        lines.append(f"{words['fine']}: {words['warning']}")
    else:
        low, high = format_vnd(act.frame_min, lang), format_vnd(act.frame_max, lang)
        lines.append(f"{words['frame']}: {low} - {high}")
        spelled = amount_in_words(act.fine, lang)
        lines.append(f"{words['fine']}: {format_vnd(act.fine, lang)} ({spelled})")
    lines += _listed(words["additional"], [_title(item, lang) for item in act.additional])
    lines += _listed(words["remedies"], [_title(item.remedy, lang) for item in act.remedies])
    lines.append(f"{words['limitation']}: {format_day(case.limitation_ends_on, lang)}")
    signers = [f"{item.title(lang)} ({format_vnd(item.max, lang)})" for item in case.signatories]
    lines += _listed(words["signatories"], signers or [words["nobody"]])
    reasons = [sentence.render(lang) for sentence in case.full_reasoning]
    return lines + _listed(words["reasoning"], reasons)


def _listed(heading: str, items: list[str]) -> list[str]:
    return [f"{heading}:", *(f"  - {item}" for item in items)] if items else []


def _title(item: Any, lang: str) -> str:
    return str(item.title_en if lang == "en" else item.title_vi)


LABELS: tuple[dict[str, str], dict[str, str]] = (
    {
        "basis": "Căn cứ",
        "frame": "Khung tiền phạt",
        "fine": "Mức phạt",
        "warning": "Cảnh cáo",
        "additional": "Hình thức xử phạt bổ sung",
        "remedies": "Biện pháp khắc phục hậu quả",
        "limitation": "Ngày cuối cùng của thời hiệu",
        "signatories": "Người có thẩm quyền xử phạt",
        "nobody": "không có trong bảng thẩm quyền",
        "reasoning": "Lập luận",
    },
    {
        "basis": "Legal basis",
        "frame": "Frame",
        "fine": "Fine",
        "warning": "Warning",
        "additional": "Additional sanctions",
        "remedies": "Remedial measures",
        "limitation": "Last day of the limitation",
        "signatories": "Who may sign",
        "nobody": "nobody in the competence table",
        "reasoning": "Reasoning",
    },
)
