"""Errors of the rules: a refusal that says why, in Vietnamese and in English."""

from law.rules.wording import Sentence


class LawRefusal(ValueError):
    """The rules cannot or must not give an answer; ``sentence`` says why in both languages.

    ``code`` is stable and may be tested or translated; ``str()`` is the English sentence.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        self.code = code
        self.sentence = Sentence(f"refused.{code}", params)
        super().__init__(self.sentence.render("en"))

    def message(self, lang: str = "vi") -> str:
        """Return the reason in ``vi`` or ``en``."""
        return self.sentence.render(lang)


class InvalidReference(ValueError):
    """Reference data that contradicts itself; ``str()`` is the reason."""
