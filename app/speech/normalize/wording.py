"""Numbers as words, the way American English says them: no "and", no hyphens, no commas.

A library for this (num2words) takes 35 ms to import because it brings sixty languages along,
says "one hundred and five" and needs its hyphens and commas taken out again; what is left of it
for one language is this page. The tests hold it against num2words, which is the referee.

Digits are handled as strings: `int` refuses more than 4,300 of them.
"""

from __future__ import annotations

from app.speech.normalize.word_list import in_order

_ONES = in_order(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = ("", "", *in_order("twenty thirty forty fifty sixty seventy eighty ninety"))
_SCALES = (
    "",
    *in_order("thousand million billion trillion quadrillion quintillion sextillion septillion"),
    *in_order("octillion nonillion decillion"),
)
_LONGEST = 3 * len(_SCALES)

_IRREGULAR_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}

_ORDINARY_DIGITS = 7
"""Longer unbroken digit strings are account numbers rather than amounts, unless they are round."""


def cardinal(number: int) -> str:
    """1234 -> "one thousand two hundred thirty four". Negative numbers start with "minus"."""
    if number < 0:
        return f"minus {cardinal(-number)}"
    if number < 1000:
        return _hundreds(number)
    groups = []
    for scale in _SCALES:
        number, low = divmod(number, 1000)
        if low:
            groups.append(f"{_hundreds(low)} {scale}".rstrip())
        if not number:
            break
    else:
        raise ValueError("too large to be said in words")
    return " ".join(reversed(groups))


def _hundreds(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{_TENS[tens]} {_ONES[ones]}" if ones else _TENS[tens]
    hundreds, rest = divmod(number, 100)
    words = f"{_ONES[hundreds]} hundred"
    return f"{words} {_hundreds(rest)}" if rest else words


def ordinal(number: int) -> str:
    """22 -> "twenty second"."""
    return as_ordinal(cardinal(number))


def as_ordinal(words: str) -> str:
    """The words of a cardinal as those of its ordinal."""
    head, _, last = words.rpartition(" ")
    if last in _IRREGULAR_ORDINALS:
        last = _IRREGULAR_ORDINALS[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return f"{head} {last}".lstrip()


def plural(words: str) -> str:
    """ "nineteen ninety" -> "nineteen nineties", "six" -> "sixes"."""
    if words.endswith("y"):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith("x") else "s")


def digits(text: str, zero: str = "zero") -> str:
    """ "407" -> "four zero seven". Anything but digits is passed over."""
    return " ".join(
        zero if character == "0" else _ONES[int(character)]
        for character in text
        if character.isdecimal()
    )


def integer(text: str) -> str:
    """A whole number as typed, commas allowed: an amount, or digit by digit if it cannot be one.

    "1,234" and "12345" are amounts; "007" and "4111111111111111" are digit strings.
    """
    plain = text.replace(",", "")
    if len(plain) > 1 and plain.startswith("0"):
        return digits(plain)
    grouped = len(plain) < len(text)
    amount = grouped or len(plain) <= _ORDINARY_DIGITS or plain.endswith("000")
    if amount and len(plain) <= _LONGEST:
        return cardinal(int(plain))
    return digits(plain)


def decimal(text: str) -> str:
    """ "1,234.50" -> "one thousand two hundred thirty four point five zero"; ".5" has no zero."""
    whole, point, fraction = text.partition(".")
    if not point:
        return integer(whole)
    return f"{integer(whole)} point {digits(fraction)}" if whole else f"point {digits(fraction)}"


def year(number: int) -> str:
    """1905 -> "nineteen oh five", 2007 -> "two thousand seven", 2024 -> "twenty twenty four"."""
    century, rest = divmod(number, 100)
    if not 10 <= century <= 99 or (century % 10 == 0 and rest < 10):
        return cardinal(number)
    return f"{cardinal(century)} {two_digits(rest) if rest else 'hundred'}"


def two_digits(number: int) -> str:
    """What is said for the last two digits of a year or the minutes of a time: 5 -> "oh five"."""
    return f"oh {_ONES[number]}" if number < 10 else cardinal(number)


def code(text: str) -> str:
    """The digits of a name or label: "747" -> "seven forty seven", "3080" -> "thirty eighty".

    Up to two digits are an amount, three or four are said in pairs, more one by one.
    """
    if text.startswith("0") or len(text) > 4:
        return digits(text)
    number = int(text)
    if number < 100 or number % 1000 == 0:
        return cardinal(number)
    high, low = divmod(number, 100)
    return f"{cardinal(high)} {two_digits(low) if low else 'hundred'}"
