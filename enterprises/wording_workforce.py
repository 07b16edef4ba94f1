"""Words of lists of workers: columns, reasons and warnings, counts and filters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Fields with their words.
FIELD_WORDS = {
    "event": _("What happened"),
    "day": _("On"),
    "identity": _("Identity number"),
    "name": pgettext_lazy("person", "Name"),
    "born_on": _("Date of birth"),
    "sex": _("Sex"),
    "nationality": _("Nationality"),
    "job_title": _("Work"),
    "contract": _("Contract"),
    "contract_until": _("Contract until"),
    "is_full_time": _("Full time"),
    "is_insured": _("Insured"),
    "site_code": _("Code of the site"),
    "site": _("Site"),
    "started_on": _("Employed since"),
    "ended_on": _("Last day"),
    "trained_until": _("Safety training valid until"),
    "tax_code": _("Tax code"),
}
# Titles are tried from top to bottom; the first that fits a free field wins.
_PATTERNS = (
    ("tax_code", r"ma so thue|mst|ma so doanh nghiep|ma dn|tax code|tax id"),
    ("trained_until", (r"atvsld|atld|an toan|huan luyen|the an toan|safety training"
                       r"|trained until|training")),
    ("identity", (r"cccd|can cuoc|cmnd|so dinh danh|dinh danh|chung minh|ho chieu|passport"
                  r"|identity|id number|id card|giay to")),
    ("born_on", r"ngay sinh|nam sinh|sinh ngay|date of birth|birth|dob"),
    ("sex", r"gioi tinh|phai|sex|gender|nam nu"),
    ("nationality", r"quoc tich|nationality|citizenship"),
    ("contract_until", (r"(?:het han|den ngay|ket thuc|thoi han den).*(?:hop dong|hd\w*)"
                        r"|(?:hop dong|hd\w*).*(?:den|het han|ket thuc)|contract (?:until|end)")),
    ("contract", r"hop dong|loai hd\w*|hdld|contract"),
    ("is_full_time", r"toan thoi gian|thoi gian lam viec|full time"),
    ("is_insured", r"bhxh|bao hiem|insured|social insurance"),
    ("site_code", r"co so|nha may|dia diem|chi nhanh|ma co so|site|plant"),
    ("started_on", (r"ngay vao|vao lam|bat dau|ngay nhan viec|ngay tuyen|started|start date"
                    r"|start|since|joined")),
    ("ended_on", (r"ngay nghi|nghi viec|thoi viec|ngay cham dut|ket thuc|ended|end date|last day"
                  r"|left on")),
    ("job_title", r"chuc danh|cong viec|vi tri|chuc vu|nghe|job|work|position|title"),
    ("name", r"ho va ten|ho ten|ten|name|nguoi lao dong"),
)  # fmt: skip
# Titles that hold a word of a pattern and mean something else.
_UNLESS = {
    "name": r"doanh nghiep|cong ty|don vi|nguoi su dung|employer|company|enterprise|dang nhap",
    "job_title": r"ngay|noi cap|date",
    "is_insured": r"ngay|date",
    "contract": r"ngay|so hop dong|so hd\w*|date|number",
    "identity": r"ngay|noi cap|date|place",
}
COLUMNS = tuple(
    (name, FIELD_WORDS[name], pattern, _UNLESS.get(name, "")) for name, pattern in _PATTERNS
)
EVENT_COLUMNS = tuple(
    (name, FIELD_WORDS[name], pattern, "")
    for name, pattern in (
        ("event", r"bien dong|loai thay doi|tang giam|noi dung thay doi|change|event|what"),
        ("day", r"ngay hieu luc|ngay bien dong|ngay thay doi|effective|on|date of change"),
    )
)

ROW_WORDS = {
    "identity_missing": _("The identity number is missing."),
    "identity_rounded": _(
        "The spreadsheet has rounded the identity number; format the column as text."
    ),
    "identity_length": _(
        "%(value)s is not an identity number: a citizen has 12 digits, a former card 9."
    ),
    "identity_place": _(
        "Identity number %(value)s: its first three digits are no province or country."
    ),
    "identity_century": _("Identity number %(value)s: its owner would not be born yet."),
    "identity_repaired": _("The identity number had lost its first zeros; it is %(value)s."),
    "identity_year": _(
        "The identity number says born in %(year)s, the list says %(given)s: one of them is wrong."
    ),
    "identity_sex": _("The identity number says the other sex; check both."),
    "no_paper": _("No identity number: known by name and date of birth only."),
    "nobody": _("Neither an identity number nor a name with date of birth: nobody can be meant."),
    "nationality_missing": _("A passport without nationality; counted as foreign."),
    "date_wrong": _("%(field)s: “%(value)s” is not a date; write day/month/year."),
    "year_only": _("Only the year of birth is given (%(value)s); the date stays empty."),
    "born_future": _("The date of birth (%(value)s) lies in the future."),
    "born_long_ago": _("The date of birth (%(value)s) would make the worker older than 100."),
    "word_unknown": _("%(field)s: “%(value)s” is not known; it is left as it is."),
    "event_unknown": _("“%(value)s” is no change: write arrived, left, moved or changed."),
    "end_before_start": _("The last day lies before the first."),
    "start_future": _("The employment would begin in the future."),
    "end_future": _("The last day lies in the future; report the departure when it has come."),
    "minor": _("Under 18: working hours and work are limited (Labour Code, articles 143–147)."),
    "under_15": _(
        "Under 15: light work of the list only, with the written consent of a parent "
        "(Labour Code, article 145)."
    ),
    "under_13": _(
        "Under 13: arts and sport only, with the consent of the labour authority "
        "(Labour Code, article 145.3)."
    ),
    "duplicate_worker": _("The same person stands in row %(row)s of this file."),
    "employer_unknown": _("No employer has the tax code %(value)s; enter the employer first."),
    "other_employer": _("The row names another employer: %(value)s."),
    "older_list": _("The register holds a newer list of this employer, of %(day)s."),
    "not_there": _("This worker is not employed there by the register; report the arrival first."),
    "site_unknown": _("No site of this employer has the code “%(value)s”."),
    "overlaps_spell": _("An earlier employment there covers these days already."),
    "other_name": _(
        "The register has this number under another name: %(known)s. The name is kept; "
        "check whether it is one person."
    ),
    "other_name_elsewhere": _(
        "Another province has this number under another name; check the number."
    ),
    "other_birthday": _("The register has another date of birth for this number; it is kept."),
    "namesake": _(
        "Somebody of the same name and date of birth works there under another number; "
        "perhaps one person twice."
    ),
    "namesake_row": _(
        "Row %(row)s has the same name and date of birth under another number; "
        "perhaps one person twice."
    ),
    "two_full_time": _(
        "Works full time at another employer too; both employers are flagged without the name."
    ),
    "start_moved": _("An earlier employment there ended later; this one counts from %(day)s."),
    "gone": _("Not in the list any more: has left."),
    "changed_since": _("%(count)s employments were changed since and stay as they are."),
}

REASON_TITLES = {
    "identity_missing": _("Identity number missing"),
    "identity_rounded": _("Identity number rounded"),
    "identity_length": _("Identity number of a wrong length"),
    "identity_place": _("Identity number of no place"),
    "identity_century": _("Identity number of the future"),
    "identity_year": _("Year of birth against the identity number"),
    "nobody": _("Nobody named"),
    "date_wrong": _("Not a date"),
    "born_future": _("Born in the future"),
    "born_long_ago": _("Older than 100"),
    "event_unknown": _("Change not known"),
    "end_before_start": _("Ended before it began"),
    "start_future": _("Begins in the future"),
    "end_future": _("Ends in the future"),
    "duplicate_worker": _("Same person twice"),
    "employer_unknown": _("Employer not in the register"),
    "other_employer": _("Of another employer"),
    "older_list": _("Older than the list in the register"),
    "not_there": _("Not employed there"),
    "site_unknown": _("Site not known"),
    "overlaps_spell": _("Employed there already in these days"),
}
# What the rows of these lists are.
NOUNS = {
    "one": _("Worker"),
    "new": _("employments that begin"),
    "restored": _("employments that are as before again"),
    "removed": _("employments that this import began"),
    "kept": _("employments on which something hangs"),
    "undone": _("Employments as before again: %(restored)s; taken out: %(removed)s."),
}

# Groups of workers that can be counted and filtered; see ``selectors_workforce.conditions``.
GROUP_WORDS = {
    "women": _("Women"),
    "minors": _("Under 18"),
    "elderly": _("Past retirement age"),
    "foreign": _("Foreign"),
    "part_time": _("Part time"),
    "no_contract": _("No written contract"),
    "contract_unknown": _("Contract not stated"),
    "contract_soon": _("Contract ends within 30 days"),
    "contract_over": _("Contract has expired"),
    "training_soon": _("Safety training ends within 30 days"),
    "training_over": _("Safety training has expired"),
    "training_none": _("Safety training not stated"),
    "insured": _("Insured"),
    "not_insured": _("Not insured"),
    "no_paper": _("Without identity number"),
}
AGE_WORDS = {
    "overdue": _("Overdue"),
    "late": _("Overdue for more than 180 days"),
    "late180": _("Overdue for 91 to 180 days"),
    "late90": _("Overdue for 31 to 90 days"),
    "late30": _("Overdue for up to 30 days"),
    "fresh": _("Up to date"),
    "never": _("Never sent a list"),
}
