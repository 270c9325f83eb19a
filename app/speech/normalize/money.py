"""Amounts of money.

"$12.50" is "twelve dollars and fifty cents", "$3.5 million" "three point five million dollars",
"a $5 bill" "a five dollar bill". A comma before the last two digits is a decimal comma.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.speech.normalize.context import qualifies_a_noun
from app.speech.normalize.page import DIGITS, Reading, rule
from app.speech.normalize.quantities import UNITS
from app.speech.normalize.wording import cardinal, decimal


class Currency(NamedTuple):
    """Singular and plural of a currency and of its hundredth part (empty: it has none in use)."""

    one: str
    many: str
    cent: str = "cent"
    cents: str = "cents"


_SYMBOLS = {
    "$": Currency("dollar", "dollars"),
    "US$": Currency("US dollar", "US dollars"),
    "C$": Currency("Canadian dollar", "Canadian dollars"),
    "CA$": Currency("Canadian dollar", "Canadian dollars"),
    "A$": Currency("Australian dollar", "Australian dollars"),
    "AU$": Currency("Australian dollar", "Australian dollars"),
    "NZ$": Currency("New Zealand dollar", "New Zealand dollars"),
    "HK$": Currency("Hong Kong dollar", "Hong Kong dollars"),
    "R$": Currency("real", "reais", "centavo", "centavos"),
    "£": Currency("pound", "pounds", "penny", "pence"),
    "€": Currency("euro", "euros"),
    "¥": Currency("yen", "yen", ""),
    "₹": Currency("rupee", "rupees", "paisa", "paise"),
    "₩": Currency("won", "won", ""),
    "₽": Currency("ruble", "rubles", "kopek", "kopeks"),
    "₺": Currency("lira", "lira", "kurush", "kurush"),
    "₪": Currency("shekel", "shekels", "agora", "agorot"),
    "₫": Currency("dong", "dong", ""),
    "₴": Currency("hryvnia", "hryvnias", ""),
    "₦": Currency("naira", "naira", ""),
    "₱": Currency("peso", "pesos", "centavo", "centavos"),
    "฿": Currency("baht", "baht", ""),
    "₿": Currency("bitcoin", "bitcoins", ""),
}
_CODES = {
    "USD": _SYMBOLS["US$"],
    "EUR": _SYMBOLS["€"],
    "GBP": Currency("British pound", "British pounds", "penny", "pence"),
    "JPY": _SYMBOLS["¥"],
    "CHF": Currency("Swiss franc", "Swiss francs", "centime", "centimes"),
    "CAD": _SYMBOLS["C$"],
    "AUD": _SYMBOLS["A$"],
    "INR": _SYMBOLS["₹"],
    "CNY": Currency("yuan", "yuan", ""),
    "RMB": Currency("yuan", "yuan", ""),
    "SEK": Currency("Swedish krona", "Swedish kronor", ""),
    "NOK": Currency("Norwegian krone", "Norwegian kroner", ""),
    "DKK": Currency("Danish krone", "Danish kroner", ""),
    "MXN": Currency("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "BRL": _SYMBOLS["R$"],
    "KRW": _SYMBOLS["₩"],
    "BTC": _SYMBOLS["₿"],
}
_CURRENCIES = {**_SYMBOLS, **_CODES}

_MAGNITUDES = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "mm": "million",
    "mio": "million",
    "mil": "million",
    "b": "billion",
    "bn": "billion",
    "bil": "billion",
    "t": "trillion",
    "tn": "trillion",
    "trn": "trillion",
}

_SIGNS = "".join(symbol for symbol in _SYMBOLS if len(symbol) == 1)
_PREFIX = rf"(?:(?:US|CA?|AU?|NZ|HK|R)?\$|[{_SIGNS}])"
_CODE = "|".join(_CODES)
_AMOUNT = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+,\d\d|\d+(?:[.,]\d\d?)?(?:\.\d+)?|\.\d+)"
)
_MAGNITUDE = (
    r"(?:\s?(?P<word>(?i:thousand|million|billion|trillion))\b"
    r"|(?P<letter>[kKmMbBtT]|[mbt]n|mio|[mb]il|MM)(?!\w)| (?P<spaced>[mbt]n|mio)\b)"
)
_PER = r"(?:\s?/\s?(?P<per>[A-Za-z]+)(?!\w))"
_DASH = r"(?:\s?[-–]\s?|\s?—\s?)"


def _plain(amount: str) -> str:
    """The amount with a decimal point, whichever marks it was typed with."""
    if re.search(r",\d\d?$", amount) and not re.search(r",\d{3}", amount):
        return amount.replace(".", "").replace(",", ".")
    return amount


def _magnitude(match: re.Match[str]) -> str:
    letters = match["letter"] or match["spaced"]
    return _MAGNITUDES[letters.lower()] if letters else (match["word"] or "").lower()


def _money(match: re.Match[str]) -> Reading:
    currency = _CURRENCIES[match["prefix"].strip()]
    return _said(match, currency, match["amount"], match["to"])


def _money_after(match: re.Match[str]) -> Reading:
    return _said(match, _CURRENCIES[match["suffix"]], match["amount"], match["to"])


def _said(match: re.Match[str], currency: Currency, amount: str, to: str | None) -> str:
    amount = _plain(amount)
    magnitude = _magnitude(match)
    if to:
        words = _range(amount, _plain(to), magnitude, currency)
    elif magnitude:
        words = f"{decimal(amount)} {magnitude} {currency.many}"
    else:
        words = _exactly(amount, currency)
    if qualifies_a_noun(match) and words.endswith(currency.many):
        words = words.removesuffix(currency.many) + currency.one
    sign = "minus " if match["minus"] or match.groupdict().get("inner") else ""
    plus = " plus" if match["plus"] else ""
    return f"{sign}{words}{plus}{_rate(match['per'])}"


def _range(low: str, high: str, magnitude: str, currency: Currency) -> str:
    return " ".join(f"{decimal(low)} to {decimal(high)} {magnitude} {currency.many}".split())


def _exactly(amount: str, currency: Currency) -> str:
    whole, _, fraction = amount.partition(".")
    if len(fraction) > 2 or (fraction and not currency.cent):
        return f"{decimal(amount)} {currency.many}"
    cents = int(fraction.ljust(2, "0") or 0) if fraction else 0
    said = f"{decimal(whole)} {currency.one if whole == '1' else currency.many}" if whole else ""
    if not cents:
        return said or f"zero {currency.many}"
    small = f"{cardinal(cents)} {currency.cent if cents == 1 else currency.cents}"
    return small if not whole.strip("0") else f"{said} and {small}"


def _rate(unit: str | None) -> str:
    if not unit:
        return ""
    if unit == "ea":
        return " each"
    return f" per {UNITS[unit].one if unit in UNITS else unit}"


def _cents(match: re.Match[str]) -> Reading:
    one = match["amount"] == "1" or qualifies_a_noun(match)
    return f"{decimal(match['amount'])} {'cent' if one else 'cents'}"


_NEEDS = frozenset(_SIGNS)

RULES = (
    rule(
        rf"(?<![\w$])(?P<minus>[-−]\s?)?(?P<prefix>{_PREFIX})\s?(?P<inner>[-−])?(?P<amount>{_AMOUNT})"
        rf"(?:{_DASH}(?:{_PREFIX})?(?P<to>{_AMOUNT}))?(?![\d]){_MAGNITUDE}?(?P<plus>\+)?{_PER}?",
        _money,
        _NEEDS,
    ),
    rule(
        rf"(?<![\w$])(?P<minus>[-−]\s?)?(?P<prefix>(?:{_CODE})\s?)(?P<amount>{_AMOUNT})"
        rf"(?:{_DASH}(?P<to>{_AMOUNT}))?(?!\d){_MAGNITUDE}?(?P<plus>\+)?{_PER}?",
        _money,
        DIGITS,
    ),
    rule(
        rf"(?<![\w.,$])(?P<minus>[-−]\s?)?(?P<amount>{_AMOUNT})(?:{_DASH}(?P<to>{_AMOUNT}))?"
        rf"{_MAGNITUDE}?\s?(?P<suffix>[{_SIGNS}](?!\d)|(?:{_CODE})(?!\w))(?P<plus>\+)?{_PER}?",
        _money_after,
        DIGITS,
    ),
    rule(r"(?<![\w.,])(?P<amount>\d+(?:\.\d+)?)\s?¢", _cents, frozenset("¢")),
)
