"""Numbers with a unit: "5 kg", "10km/h", "25 °C", "5'10\"", "a 5-mile run".

A unit is looked up in a table by the token that follows a number, so an unknown token costs
nothing and is left for other rules. One-letter units and those that are words ("in") ask for
more evidence than the others.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from app.speech.normalize.context import qualifies_a_noun, stop_at_end, word_after, word_before
from app.speech.normalize.fractions import AMOUNT, VULGAR, amount_words
from app.speech.normalize.page import DIGITS, Reading, number_rule
from app.speech.normalize.word_list import listed
from app.speech.normalize.wording import cardinal


class Unit(NamedTuple):
    """A unit in words."""

    one: str
    many: str


def _units() -> dict[str, Unit]:
    table = {}
    for line in _TABLE.strip().splitlines():
        name, _, symbols = line.partition(":")
        one, _, many = name.partition(",")
        for symbol in symbols.split():
            table[symbol.replace("_", " ")] = Unit(one, many.strip() or f"{one}s")
    return table


_TABLE = """
kilometer: km kms
meter: m
centimeter: cm cms
millimeter: mm
micrometer: µm um
nanometer: nm
mile: mi
yard: yd yds
foot, feet: ft
inch, inches: in
kilogram: kg kgs
gram: g gm
milligram: mg
microgram: µg mcg ug
pound: lb lbs
ounce: oz
metric ton: mt
liter: L l
milliliter: mL ml
deciliter: dL dl
centiliter: cL cl
gallon: gal gals
quart: qt qts
fluid ounce: fl_oz fl._oz
teaspoon: tsp tsps
tablespoon: tbsp tbsps Tbsp
second: s sec secs
millisecond: ms
microsecond: µs
nanosecond: ns
minute: min mins
hour: h hr hrs
week: wk wks
month: mo mos
year: yr yrs
hertz, hertz: Hz
kilohertz, kilohertz: kHz
megahertz, megahertz: MHz
gigahertz, gigahertz: GHz
terahertz, terahertz: THz
kilobyte: KB kB
megabyte: MB
gigabyte: GB
terabyte: TB
petabyte: PB
kibibyte: KiB
mebibyte: MiB
gibibyte: GiB
bit per second, bits per second: bps
kilobit per second, kilobits per second: kbps Kbps
megabit per second, megabits per second: Mbps
gigabit per second, gigabits per second: Gbps
kilobit: kbit
megabit: Mbit Mb
gigabit: Gbit Gb
watt: W
kilowatt: kW
megawatt: MW
gigawatt: GW
watt hour: Wh
kilowatt hour: kWh
megawatt hour: MWh
gigawatt hour: GWh
volt: V
kilovolt: kV
millivolt: mV
amp: amps
milliamp: mA
milliamp hour: mAh
ohm: Ω Ohm
kilohm: kΩ
megohm: MΩ
joule: J
kilojoule: kJ
megajoule: MJ
calorie: cal
kilocalorie: kcal
newton: N
kilonewton: kN
newton meter: Nm
pascal: Pa
hectopascal: hPa
kilopascal: kPa
megapascal: MPa
bar: bar
pound per square inch, pounds per square inch: psi
mile per hour, miles per hour: mph
kilometer per hour, kilometers per hour: kph kmh
mile per gallon, miles per gallon: mpg
revolution per minute, revolutions per minute: rpm RPM
frame per second, frames per second: fps FPS
part per million, parts per million: ppm
part per billion, parts per billion: ppb
dot per inch, dots per inch: dpi DPI
pixel per inch, pixels per inch: ppi PPI
pixel: px
megapixel: MP
point: pt pts
decibel: dB
decibel eigh, decibels eigh: dBA
lumen: lm
mole: mol
millimole: mmol
hectare: ha
acre: ac
square foot, square feet: sq_ft sq._ft. sqft ft² ft2
square inch, square inches: sq_in in² in2
square mile: sq_mi mi²
square meter: sq_m m² m2 sqm
square kilometer: sq_km km² km2
square centimeter: cm² cm2
cubic foot, cubic feet: cu_ft cu._ft. ft³ ft3
cubic meter: m³ m3
cubic centimeter: cm³ cm3 cc
degree: ° deg
degree Celsius, degrees Celsius: °C ºC
degree Fahrenheit, degrees Fahrenheit: °F ºF
kelvin: K
electron volt: eV
kiloelectron volt: keV
megaelectron volt: MeV
giga electron volt: GeV
percent, percent: %
per mille, per mille: ‰
"""

UNITS = _units()
"""Unit by symbol, as it is written."""

_BY_LOWER = {symbol.lower(): unit for symbol, unit in reversed(UNITS.items()) if len(symbol) > 1}
_ATTACHED_ONLY = listed("K N J ac mt mo bar MP MJ")
_NEVER = listed("K N")
_SIZE_FOLLOWS = listed("wide long tall thick deep high by x diameter")
_FEET_BEFORE = re.compile(r"(?:\bft\.?|\bfeet|\bfoot|['′]),? ?$")
_QUOTATION = 300
"""How far back an opening quotation mark is looked for, so that long texts take linear time."""

_DIRECTIONS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def unit_of(symbol: str) -> Unit | None:
    """The unit that `symbol` stands for, in unusual case too ("KM", "Ghz")."""
    if symbol in UNITS:
        return UNITS[symbol]
    return _BY_LOWER.get(symbol.lower()) if len(symbol) > 1 else None


def _minutes(match: re.Match[str]) -> bool:
    """Whether "m" stands between hours and seconds: "12h 30m 15s"."""
    before = match.string[max(0, match.start() - 6) : match.start()]
    after = match.string[match.end() : match.end() + 6]
    return bool(re.search(r"\dh(?:rs?)? ?$", before) or re.match(r" ?\d+s\b", after))


def _is_unit(match: re.Match[str], symbol: str) -> bool:
    """Whether the token after the number is a unit rather than a word of the sentence."""
    attached = not match["gap"]
    if symbol in _NEVER or (symbol in _ATTACHED_ONLY and not attached):
        return False
    if symbol == "s":
        # "the 747s", "100s of people"
        return word_before(match).lower() not in ("the", "boeing") and word_after(match) != "of"
    if symbol.lower() == "in":
        after = word_after(match)
        dotted = match["dot"] and (after.islower() or not after)
        feet = _FEET_BEFORE.search(match.string[max(0, match.start() - 8) : match.start()])
        return bool(attached or match["gap"] == "-" or dotted or feet or after in _SIZE_FOLLOWS)
    return True


def _quantity(match: re.Match[str]) -> Reading:
    unit = unit_of(match["unit"])
    number = amount_words(match["amount"])
    if match["unit"] == "m" and _minutes(match):
        unit = UNITS["min"]
    if not unit or not number or not _is_unit(match, match["unit"]):
        return None
    over = _over(match["over"])
    if over is None:
        return None
    if match["gap"] == "-" or qualifies_a_noun(match):
        words = f"{number.words} {unit.one}"
    else:
        words = number.of(unit.one, unit.many)
    stop = "." if match["dot"] and word_after(match).istitle() else stop_at_end(match)
    return words + over + stop


def _over(symbol: str | None) -> str | None:
    """What a quantity is divided by: "h", "s²", "day". None when that makes no sense."""
    if not symbol:
        return ""
    if unit := unit_of(symbol):
        return f" per {unit.one}"
    if symbol[-1] in "²2" and (unit := unit_of(symbol[:-1])):
        return f" per {unit.one} squared"
    return f" per {symbol}" if len(symbol) > 2 and symbol.isalpha() else None


def _bearing(match: re.Match[str]) -> Reading:
    number = amount_words(match[1])
    return f"{number.words} degrees {_DIRECTIONS[match[2]]}" if number else None


def _feet_and_inches(match: re.Match[str]) -> Reading:
    """ "5'10"" -> "five foot ten"."""
    if match["inches"] is None:
        return None
    return f"{cardinal(int(match['feet']))} foot {_plain_amount(match['inches'])}"


def _plain_amount(text: str) -> str:
    number = amount_words(text)
    return number.words if number else ""


def _prime(match: re.Match[str]) -> Reading:
    """ "6'" is six feet and "12"" twelve inches, unless the mark closes a quotation."""
    mark = match["mark"]
    before = match.string[max(0, match.start() - _QUOTATION) : match.start()]
    if len(re.findall(rf"(?<!\w){mark}", before)) % 2:
        return None
    unit = UNITS["ft"] if mark in "'′" else UNITS["in"]
    number = amount_words(match["amount"])
    return number.of(unit.one, unit.many) if number else None


_UNIT = (
    r"(?:(?:sq|cu|fl)\.? (?:ft|in|mi|m|km|oz)\b|°[CF]?(?![A-Za-z])"
    r"|[A-Za-zµΩ]{1,5}[²³23]?(?![\w°])|[%‰])"
)

RULES = (
    number_rule(rf"({AMOUNT}) ?° ?([NSEW])\b", _bearing),
    number_rule(
        r"(?<![\w.,])(?P<feet>\d{1,2})['′] ?(?P<inches>\d{1,2}(?:\.\d+|½)?)(?:[\"″]|'')",
        _feet_and_inches,
    ),
    number_rule(
        rf"(?P<amount>{AMOUNT})(?P<gap>[ -]?)(?P<unit>{_UNIT})"
        r"(?:/(?P<over>[A-Za-zµ]{1,9}[²³23]?)(?!\w))?(?P<dot>\.(?!\w))?",
        _quantity,
        DIGITS | frozenset(VULGAR),
    ),
    number_rule(rf"(?P<amount>{AMOUNT})(?P<mark>[\"″'′])(?![\w])", _prime, frozenset("\"'″′")),
)
