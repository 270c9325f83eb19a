"""What a listener may want left out: citations, text in brackets, web addresses.

Each works on one paragraph, so that a bracket may hold several sentences. What goes takes the
blank before it along, so that no gap is left before the next comma. An e-mail address is not a
web address: it is what a reader wants to hear.
"""

from __future__ import annotations

import re

from app.speech import mapped
from app.values import MappedText, Skipping

_NUMBERS = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,40}"
_NUMBERED = re.compile(rf"\s*\[(?:{_NUMBERS}|citation needed|(?:note|nb) \d{{1,3}})\]", re.I)
_RAISED = re.compile(r"(?:(?<=[A-Za-z]{3})|(?<=[.,;:!?”\"’)]))[⁰¹²³⁴-⁹]+(?:[,–][⁰¹²³⁴-⁹]+)*")
_PARENTHESIS = re.compile(r"\s*\(([^()]{5,400})\)")
_YEAR = r"(?:(?:1[5-9]|20)\d\d[a-z]?|n\.d\.|in press|forthcoming)"
_NAME = r"(?:(?:van|von|de|der|den|la|le|el|al-)\s+)*[A-ZÀ-ÞŁŠŽ][\w'’.-]*"
_AUTHORS = rf"{_NAME}(?:(?:,|,?\s+(?:&|and)|)\s+{_NAME}){{0,8}}"
_PAGES = r"(?:\s*[,:]\s*(?:(?:pp?|ch|sec|chap)\.\s*)?\d+(?:\s?[–-]\s?\d+)?)?"
_WORK = re.compile(
    r"\s*(?:(?:see|cf\.|e\.g\.|also|in|reviewed|following)[,\s]+){0,3}"
    rf"{_AUTHORS}(?P<more>,?\s+(?:et al\.?|and others|& colleagues))?(?P<comma>,)?\s+"
    rf"{_YEAR}(?:\s*,\s*{_YEAR})*{_PAGES}\s*"
)
_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter|Easter)\b"
)
_BRACKETED = re.compile(
    r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|（[^（）]*）|【[^【】]*】|〔[^〔〕]*〕)"
)
_EMPTY_BRACKETS = re.compile(r"\s*(?:\(\s*\)|\[\s*\])")
_URL = re.compile(
    r"\s*(?:\b(?:https?|ftp|file)://|\bwww\.|\b(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}/)"
    r"[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]}'’*_]",
    re.IGNORECASE,
)
_DEEPEST = 5


def skipped(text: MappedText, skipping: Skipping) -> MappedText:
    """`text` without what `skipping` names."""
    if skipping.citations:
        text = mapped.sub(_NUMBERED, "", text)
        text = mapped.sub(_RAISED, "", text)
        text = mapped.sub(_PARENTHESIS, _without_citation, text)
    if skipping.urls:
        before = text
        text = mapped.sub(_URL, "", text)
        if text is not before:
            text = mapped.sub(_EMPTY_BRACKETS, "", text)
    if skipping.brackets:
        for _ in range(_DEEPEST):
            before, text = text, mapped.sub(_BRACKETED, "", text)
            if text is before:
                break
    return text


def _without_citation(match: re.Match[str]) -> str | None:
    """Nothing for "(Smith, 2004; Jones et al., 1999)"; a date or an aside is no citation."""
    return "" if all(_is_work(part) for part in match[1].split(";")) else None


def _is_work(part: str) -> bool:
    found = _WORK.fullmatch(part)
    if not found or _DATE.search(part):
        return False
    return bool(found["more"] or found["comma"] or "&" in part or " and " in part)
