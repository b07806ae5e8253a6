"""What a case is: sources, requests, scenarios and tranches, as frozen pydantic models.

Convention: a field left out means that the source does not say, never nought.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple, Self, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    model_validator,
)
from pydantic_core import PydanticCustomError

from deliveries.case.fields import (
    Amount,
    Citations,
    Count,
    DateField,
    DatePattern,
    Day,
    DecimalSign,
    Id,
    MonthField,
    Name,
    Number,
    OpenWindowField,
    Positive,
    Quantity,
    Shift,
    Signed,
    Text,
    ThousandsSign,
    Url,
    WindowField,
    YearBegins,
    read_day,
    read_year_begins,
)
from deliveries.errors import MOST_FAULTS, Path, UnreadableError
from deliveries.months import LAST_MONTH, Month, OpenWindow, Window, in_months
from deliveries.results import Frozen, Result, Short, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

TRANCHE_CHANGES = ("quantity", "window", "monthly")
"""The changes that are of one tranche."""
CHANGES = (*TRANCHE_CHANGES, "shift", "capacity")
"""The keys that change a scenario, in the order in which they do."""
NO_PROMISES = ("record", "counterfactual")
"""The kinds that promise nothing: what came, and what is ours."""
ALWAYS = OpenWindow(Month(1, 1), LAST_MONTH)
"""The months of a limit without a window."""

Grade = Literal["primary", "primary-part", "secondary", "ours"]
Kind = Literal[
    "proposal", "calculation", "offer", "reply", "agreement", "plan", "record", "counterfactual",
]  # fmt: skip
Establishment = Literal["existing", "new", "top-up"]


class Model(Short, BaseModel):
    """The base: frozen, and closed to keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_post_init(self, _: Any, /) -> None:
        """Freeze the mappings, too."""
        for name, value in vars(self).items():
            if type(value) is dict:
                vars(self)[name] = Frozen(value)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return it with other values, whose mappings are frozen as when it was made."""
        copied = super().model_copy(update=update, deep=deep)
        copied.model_post_init(None)
        return copied

    @property
    def given(self) -> dict[str, Any]:
        """Return the fields that say something, as they could be given to make it again."""
        return {
            name: value
            for name, value in self
            if value != type(self).model_fields[name].get_default(call_default_factory=True)
        }


def keys_of(model: type[Model]) -> list[str]:
    """Return the keys of a model: a field whose key is a word of Python has a ``_`` behind it."""
    return [name.rstrip("_") for name in model.model_fields]


def _by_name(value: Any) -> Any:
    return {"": value} if isinstance(value, str | Month) else value


class Assumption(Model):
    """Something that no document says: why it is taken, and what could be taken instead."""

    model_config = ConfigDict(populate_by_name=True)

    why: Text
    """The reason."""
    or_: Annotated[
        tuple[Any, ...],
        Field(alias="or", min_length=1),
        AfterValidator(lambda readings: tuple(map(frozen, readings))),
    ] = ()
    """Other readings, a list: each is what could stand as the field instead."""
    choice: Id | None = None
    """A name that assumptions share which are one choice: their other readings go together."""

    @property
    def settled(self) -> "Assumption":
        """Return the reason alone, without other readings."""
        return Assumption(why=self.why)


Assumed = dict[
    Text,
    Annotated[
        Assumption,
        BeforeValidator(
            lambda value: value if isinstance(value, dict | Assumption) else {"why": value},
            json_schema_input_type=Text | Assumption,
        ),
    ],
]
"""Assumptions, by the names of the fields."""


class Source(Model):
    """A document or a work that figures are taken from."""

    title: Text
    """What it is called."""
    date: DateField | None = None
    """When it was written: `1951-06-21`, `1951-06`, `1951` or `{before: 1951-06-21}`."""
    grade: Grade
    """`primary` (read for this), `primary-part` (read in part), `secondary`, or `ours`."""
    url: Url | None = None
    """Where it can be read."""
    note: Text | None = None
    """Anything a reader should know about it, such as how to find it."""
    says: Annotated[
        dict[str, Text],
        BeforeValidator(_by_name, json_schema_input_type=Text | dict[str, Text]),
    ] = Field(default_factory=dict)
    """What it says, in our words, by paragraph; or one text for the whole."""


class Item(Model):
    """A line of materiel with a unit of its own. Items never add up with one another."""

    title: Name | None = None
    """Its name; the id when left out."""
    unit: Name
    """What it is counted in, such as `rifle` or `short ton`."""
    plural: Name | None = None
    """The same for more than one; when left out, the unit stands as it is for any number."""
    quantity: Positive | None = None
    """How much of it is asked for."""
    lot: Positive | None = None
    """The smallest indivisible quantity: 1 for whole pieces. Left out: divisible."""
    source: Citations = ()
    """Where the quantity stands; the request's own source when left out."""


def all_but_one(thing: "Item | Request") -> Fraction:
    """Return the most that is there while it is not complete: a lot, or a unit, is outstanding."""
    asked = thing.quantity or Fraction(0)
    return max(asked - (thing.lot or 1), Fraction(0))


def _window_or_date(schema: dict[str, Any]) -> None:
    """Say in the schema that a tranche has a window unless it has a date."""
    schema["required"] = [key for key in schema.pop("required", ()) if key != "window"]
    if not schema["required"]:
        del schema["required"]
    schema |= {"if": {"not": {"required": ["date"]}}, "then": {"required": ["window"]}}


class Tranche(Model):
    """A slice of a scenario: how much, over which months, for whom. Or a row of a record."""

    model_config = ConfigDict(json_schema_extra=_window_or_date)

    item: Id | None = None
    """The item it is of, in an itemised request."""
    quantity: Amount | None = None
    """A number, `{at_most: 10}`, `{at_least: 70}`, `{from: 26, to: 30}`, `balance` (what the others
    leave) or `unknown`; in a record also one below nought: a return, or a correction."""
    to_date: Number | None = None
    """In a record, instead of a quantity: all that had come by the `date`, other rows included."""
    total: Number | None = None
    """In a record, instead of a quantity: all that came in the `window`, the rows within it
    included; what they leave came in its other months."""
    share: Positive | None = None
    """Instead of item and quantity: this share of every item, such as `1/2`."""
    through: DateField | None = None
    """In a record: the last day it covers, so that its last month may have had more."""
    date: Day | None = None
    """In a record, instead of a window: the day; it falls into its month. With `to_date` a month
    stands for its last day."""
    window: WindowField
    """First and last month, both included: `1951-07..1951-12`, `1952`, `1954-H1`, `1951-Q3`; or a
    list, `[1951, 1953]`. Left out where there is a `date`."""
    profile: Literal["even"] | None = None
    """`even` if the source says that it is even. Left out: the source does not say."""
    monthly: Positive | None = None
    """The share of the quantity in each month of the window, such as `1/6`."""
    weights: Annotated[tuple[Number, ...], Field(min_length=1)] | None = None
    """One weight for each month of the window."""
    amounts: Annotated[dict[MonthField, Number], Field(min_length=1)] | None = None
    """The quantity in each month; months that are not listed are nought."""
    establishment: Establishment | None = None
    """The organisation the sets are made up for; `top-up` turns an existing set into a new one."""
    recipients: dict[Name, Signed] = Field(default_factory=dict)
    """Who receives how much of the quantity; of a return, who gives back how much, below nought."""
    source: Citations = ()
    """Where the figures stand: a source and its paragraph, such as `tel-21039 §4`."""
    assumed: Assumed = Field(default_factory=dict)
    """Our assumptions: the name of a field, and why; or why, and other readings of it."""
    note: Text | None = None
    """Anything a reader should know."""

    @model_validator(mode="before")
    @classmethod
    def _in_its_month(cls, values: Any) -> Any:
        """Let a date stand for the window that is its month."""
        if not isinstance(values, dict) or "window" in values or "date" not in values:
            return values
        try:
            date = read_day(values["date"])
        except UnreadableError:  # which the field will say
            return {**values, "window": Window(Month(1, 1), Month(1, 1))}
        return {**values, "date": date, "window": date.months}

    @property
    def given(self) -> dict[str, Any]:
        """Return the fields that say something; the window is not one if it follows from a date."""
        given = super().given
        if self.date is not None and self.window == self.date.months:
            del given["window"]
        return given

    @property
    def mark(self) -> Fraction | None:
        """Return the amount of a milestone or total, in which other rows are counted."""
        return self.total if self.to_date is None else self.to_date

    @property
    def is_mark(self) -> bool:
        """Tell if it is a milestone or a total."""
        return self.mark is not None

    @property
    def counted(self) -> bool:
        """Tell if it counts towards the request: a top-up set is not a set."""
        return self.establishment != "top-up"

    @property
    def stated(self) -> bool:
        """Tell if the source says how the quantity falls within the window."""
        says = self.profile or self.monthly or self.weights or self.amounts
        return bool(says) or len(self.window) == 1

    @property
    def openness(self) -> str:
        """Return the kind of the quantity, ``exact`` where amounts or a share make it."""
        return self.quantity.kind if self.quantity else "exact"

    @property
    def nominal(self) -> Quantity | None:
        """Return the quantity, or the sum of the amounts where only those are given."""
        if self.quantity is None and self.amounts is not None:
            return Quantity("exact", sum(self.amounts.values(), start=Fraction(0)))
        return self.quantity

    @property
    def most(self) -> Fraction:
        """Return the quantity at its most, as far as numbers say; nought where none does."""
        return (self.nominal and (self.nominal.to or self.nominal.amount)) or Fraction(0)


class Limit(Model):
    """The most that can arrive in a month."""

    limit: Number
    """How much, in the unit of the request or item."""
    window: OpenWindowField | None = None
    """In which months: `1951-07..1951-09`, or `1951-10..` for all from then on. Else always."""
    item: Id | None = None
    """The item it is for, in an itemised request."""
    source: Citations = ()
    """Where it stands."""
    assumed: Assumed = Field(default_factory=dict)
    """Our assumptions: the name of a field, and why; or why, and other readings of it."""

    @property
    def months(self) -> OpenWindow:
        """Return the months that it is for: all that there are, where it has no window."""
        return self.window or ALWAYS


def _as_limits(value: Any) -> Any:
    if isinstance(value, dict):
        hint = "write 10, or [{limit: 10, window: 1951-07..}]"
        raise UnreadableError("a number or a list of limits is needed here", hint)
    return value if isinstance(value, list | tuple) else ({"limit": value},)


Limits = Annotated[
    tuple[Limit, ...],
    BeforeValidator(_as_limits, json_schema_input_type=Number | tuple[Limit, ...]),
]
"""A number, or a list of limits."""


class Columns(Model):
    """The columns of a ledger, by the names in its heading."""

    model_config = ConfigDict(populate_by_name=True)

    date: Text | None = None
    """When: a day, a month, a quarter, a half or a year, or a window of them."""
    from_: Annotated[Text | None, Field(alias="from")] = None
    """Instead of `date`: when its months begin. With `to`."""
    to: Text | None = None
    """With `from`: when they end, that month included."""
    quantity: Text | None = None
    """How much came, a row a delivery. Below 0: what was returned."""
    to_date: Text | None = None
    """Instead of `quantity`: how much had come by that date, a row a running total."""
    item: Text | None = None
    """What came, in an itemised request."""
    recipient: Text | None = None
    """Who received it."""
    establishment: Text | None = None
    """The organisation it was for."""
    source: Text | None = None
    """Where the row stands: a source of the case and its paragraph."""
    note: Text | None = None
    """Anything that `explain` should show beside the row."""

    @property
    def named(self) -> dict[str, str]:
        """Return the names in the heading, by key."""
        given = ((key.rstrip("_"), getattr(self, key)) for key in type(self).model_fields)
        return {key: name for key, name in given if name is not None}


class NumberStyle(Model):
    """The way in which a ledger writes numbers."""

    decimal: DecimalSign | None = None
    """What stands before the decimals: `.` or `,`."""
    thousands: ThousandsSign | None = None
    """What stands between thousands: `,`, `.`, `'`, `_` or a space."""
    brackets: Literal["estimate", "negative"] | None = None
    """What a number in brackets is: an `estimate` of whoever keeps the list, or `negative`."""

    @model_validator(mode="after")
    def _signs_differ(self) -> Self:
        if self.thousands is not None and self.thousands == (self.decimal or "."):
            message = f"'{self.thousands}' stands for thousands and for the decimal point"
            raise UnreadableError(message, 'write both, such as {decimal: ",", thousands: "."}')
        return self


class Row(NamedTuple):
    """A row of a ledger, as far as somebody may want to see it again."""

    line: int
    """The line of the file that it begins in, from 1."""
    date: str
    """When, as the file has it."""
    quantity: Fraction | int | None
    """How much, in the unit of the request or item; None if it is not a number."""
    note: str | None = None


class LedgerContent(NamedTuple):
    """The content of a ledger's file."""

    raw: bytes
    """The file."""
    delimiter: str
    heading: int
    """The line of the heading, from 1."""
    rows: tuple[tuple[Row, ...], ...]
    """The rows behind each tranche of the scenario, in the order of the tranches."""


class Ledger(Model):
    """A CSV file of dated deliveries, whose rows are the tranches of a record."""

    file: Text
    """Its path, relative to the case file."""
    columns: Columns = Field(default_factory=Columns)
    """Which column is what; when left out, the heading of the file names them as here."""
    names: dict[Text, Text] = Field(default_factory=dict)
    """What the file calls items, recipients and organisations, and what this case does."""
    where: dict[
        Text,
        Annotated[
            tuple[Text, ...],
            Field(min_length=1),
            BeforeValidator(
                lambda value: (value,) if isinstance(value, str) else value,
                json_schema_input_type=Text | tuple[Text, ...],
            ),
        ],
    ] = Field(default_factory=dict)
    """The rows that count, by column: a value, or a list of values."""
    dates: DatePattern | None = None
    """How it writes dates, where they are not ISO: `%d/%m/%Y`, `%m/%Y`."""
    numbers: NumberStyle = Field(default_factory=NumberStyle)
    """How it writes numbers, where they are not plain."""
    scale: Positive = Fraction(1)
    """What its numbers are multiplied by: `1/1000000` where they are single, and here millions."""
    _content: LedgerContent | None = PrivateAttr(None)

    @property
    def content(self) -> LedgerContent | None:
        """Return what was read from the file; None before that."""
        return self._content

    def with_content(self, content: LedgerContent) -> "Ledger":
        """Return it with what was read from its file."""
        ledger = self.model_copy()
        ledger._content = content  # noqa: SLF001  # a ledger sets its own
        return ledger


class Accepted(Model):
    """An agreement to a scenario."""

    by: Text
    """Whose word it is."""
    dated: DateField | None = None
    """When."""
    source: Citations = ()
    """Where it stands."""


class Scenario(Model):
    """One internally consistent way to fulfil a request."""

    title: Name | None = None
    """Its name; the id when left out."""
    short: Name | None = None
    """The name for headings and for the verdict, as within a sentence; the title when left out."""
    kind: Kind
    """Whose word it is; `record` is what was delivered, `counterfactual` is ours."""
    by: Text | None = None
    """Who speaks."""
    actor: Name | None = None
    """The subject of its verb, such as `Mao` of `Mao asks for`; `short` when left out."""
    dated: DateField | None = None
    """When."""
    revises: Id | None = None
    """The scenario whose promise it takes the place of."""
    asked: MonthField | None = None
    """The month that its wait is counted from; the request's `dated` when left out. A `shift` to
    earlier takes the request to be made earlier, too; one to later is a delay."""
    accepted: Accepted | None = None
    """The agreement to it: by whom, and when."""
    note: Text | None = None
    """Anything a reader should know."""
    not_complete_before: Annotated[
        dict[str, MonthField],
        BeforeValidator(_by_name, json_schema_input_type=MonthField | dict[Id, MonthField]),
    ] = Field(default_factory=dict)
    """A month before which the request is not complete: at the end of every earlier month a unit
    (or a lot) at least is outstanding. In an itemised request, a month by item."""
    exceeds: Text | None = None
    """Why it has more than was asked for; only a record may without saying why."""
    tranches: tuple[Tranche, ...] = ()
    """Its slices, in order."""
    ledger: Ledger | None = None
    """In a record, instead of tranches: a CSV file whose rows they are."""
    based_on: Id | None = None
    """Instead of tranches: the scenario that this one changes, in the order of the keys below."""
    tranche: Count | None = None
    """With `based_on`: which tranche the next three change, from 1; needed if there are several."""
    quantity: Amount | None = None
    """With `based_on`: another quantity for the tranche. Its recipients are then not known."""
    window: WindowField | None = None
    """With `based_on`: other months for the tranche."""
    monthly: Positive | None = None
    """With `based_on`: another share each month, over as many months as make the whole."""
    shift: Shift | None = None
    """With `based_on`: months later, or earlier if negative. It moves every tranche."""
    capacity: Limits = ()
    """The most that can arrive in a month: a number, or a list of limits with their months."""
    source: Citations = ()
    """Where it stands."""
    assumed: Assumed = Field(default_factory=dict)
    """Our assumptions: the name of a field, and why; or why, and other readings of it."""

    def incomplete_before(self, item: str | None) -> Month | None:
        """Return the month before which it does not complete an item, or the request (None)."""
        return self.not_complete_before.get(item or "")

    @property
    def changes(self) -> list[str]:
        """Return the names of what it changes of its base, in the order in which it is done."""
        return [name for name in CHANGES if getattr(self, name) not in (None, ())]


class Sum(Model):
    """Items of one unit, added up: a line of its own beside them, such as that of all suppliers."""

    title: Text | None = None
    """Its name; the id when left out."""
    items: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The items that it adds up, by id, all in the same unit."""

    def as_item(self, items: dict[str, Item]) -> Item:
        """Return it as an item: as much is asked for as of all of them, if that is known."""
        own = [items[name] for name in self.items]
        asked = [each.quantity for each in own]
        whole = None if None in asked else sum(filter(None, asked), start=Fraction(0))
        plural = next((each.plural for each in own if each.plural), None)
        return Item(title=self.title, unit=own[0].unit, plural=plural, quantity=whole)


def in_own_years(part: Any, year_begins: int) -> Any:
    """Return a raw request, scenario, tranche, limit, or a list of them, with years as months.

    A year such as `1951/52` begins in the month of that number.
    """
    if isinstance(part, list | tuple):
        return [in_own_years(each, year_begins) for each in part]
    if not isinstance(part, dict):
        return part

    def months(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [months(each) for each in value]
        return in_months(value, year_begins) if isinstance(value, str) else value

    def parts(value: Any) -> Any:
        return in_own_years(value, year_begins)

    written = dict(part)
    readers = {"window": months, "capacity": parts, "tranches": parts}
    for key, read in readers.items():
        if key in written:
            written[key] = read(written[key])
    if isinstance(assumed := written.get("assumed"), dict):
        written["assumed"] = {
            key: {**each, "or": readers[key](each["or"])}
            if key in readers and isinstance(each, dict) and "or" in each
            else each
            for key, each in assumed.items()
        }
    return written


class Request(Model):
    """A recipient's request to a supplier, and the scenarios for it."""

    title: Text
    """Its name."""
    recipient: Text
    """Who asks."""
    supplier: Text
    """Who is asked."""
    recipients: tuple[Name, ...] = ()
    """Everyone who may receive; when given, a tranche may name nobody else."""
    dated: DateField | None = None
    """When it was made. The wait is counted from this month."""
    unit: Name | None = None
    """What is counted, such as `division set`; itemised requests have a unit an item."""
    plural: Name | None = None
    """The same for more than one; when left out, the unit stands as it is for any number."""
    quantity: Positive | None = None
    """How much was asked for."""
    lot: Positive | None = None
    """The smallest indivisible quantity: 1 for whole pieces. Left out: divisible."""
    needed_by: MonthField | None = None
    """The last month in which it still serves the need."""
    opens: MonthField | None = None
    """The first month that counts; what a scenario brings before it is shown, never counted."""
    year_begins: YearBegins = 1
    """The number of the month in which its years begin: 7 for years from July to June. Yearly
    figures are then of these years, written `1951/52`, and as a window `1951/52` is one of them."""
    capacity: Limits = ()
    """The most that can arrive in a month, whatever is planned: for each scenario that has no
    capacity of its own, but for records."""
    source: Citations = ()
    """Where it stands."""
    assumed: Assumed = Field(default_factory=dict)
    """Our assumptions: the name of a field, and why; or why, and other readings of it."""
    note: Text | None = None
    """Anything a reader should know."""
    goods: tuple[Text, ...] = ()
    """The classes of goods that it covers, described, not counted."""
    items: dict[Id, Item] = Field(default_factory=dict)
    """The lines of an itemised request, each in its own unit; or the path of a CSV file with them,
    relative to the case file: columns `item`, `unit`, `quantity`, perhaps `lot`, `source`, `title`,
    `plural`."""
    sums: dict[Id, Sum] = Field(default_factory=dict)
    """Items of one unit that are added up, by id: each sum is a line of its own."""
    baseline: Id | None = None
    """The scenario that the others are measured against; the first when left out."""
    compare: tuple[Id, ...] = ()
    """The scenarios shown when none is named; all of them when left out."""
    scenarios: dict[Id, Scenario] = Field(min_length=1)
    """The ways to fulfil it, by id."""

    @property
    def things(self) -> "dict[str | None, Request | Item]":
        """Return what is counted, sums aside: each item by its id, or the request under None."""
        return cast("dict[str | None, Request | Item]", self.items) or {None: self}

    @model_validator(mode="before")
    @classmethod
    def _in_its_years(cls, values: Any) -> Any:
        """Let a year such as `1951/52` stand for the months that it has in this request."""
        if not isinstance(values, dict) or "year_begins" not in values:
            return values
        try:
            begins = read_year_begins(values["year_begins"])
        except UnreadableError:  # which the field will say
            return values
        written: dict[str, Any] = in_own_years(values, begins)
        if isinstance(scenarios := written.get("scenarios"), dict):
            written["scenarios"] = {
                name: in_own_years(each, begins) for name, each in scenarios.items()
            }
        return written

    @property
    def against(self) -> str:
        """Return the scenario that the others are measured against, unless another is named."""
        return self.baseline or next(iter(self.scenarios))

    def thing(self, name: str | None) -> "Request | Item":
        """Return what is counted under a name: an item, a sum as an item, or (None) the request."""
        if name in self.sums:
            return self.sums[str(name)].as_item(self.items)
        return self.things[name]

    def called(self, name: str) -> str:
        """Return what a scenario is called within a sentence: its short name, its title or its id.

        The id stands beside it where another scenario of the request is called alike.
        """
        called = {at: each.short or each.title or at for at, each in self.scenarios.items()}
        own = called.pop(name)
        alike = own.casefold() in map(str.casefold, called.values())
        return f"{own} ({name})" if alike else own

    def parts(self) -> "Iterator[tuple[Path, Part]]":
        """Go through all that may cite a source, each with its path within the request."""
        yield (), self
        for at, limit in enumerate(self.capacity):
            yield ("capacity", at), limit
        for item_id, item in self.items.items():
            yield ("items", item_id), item
        for scenario_id, scenario in self.scenarios.items():
            yield ("scenarios", scenario_id), scenario
            if scenario.accepted:
                yield ("scenarios", scenario_id, "accepted"), scenario.accepted
            for at, tranche in enumerate(scenario.tranches):
                yield ("scenarios", scenario_id, "tranches", at), tranche
            for at, limit in enumerate(scenario.capacity):
                yield ("scenarios", scenario_id, "capacity", at), limit

    def assumptions(self) -> "Iterator[tuple[Path, Assuming, str, Assumption]]":
        """Go through all that is assumed: the path of the part, the part, the field, and why."""
        for path, part in self.parts():
            if not isinstance(part, Item | Accepted):
                for key, assumption in part.assumed.items():
                    yield path, part, key, assumption


Assuming = Request | Scenario | Tranche | Limit
"""The parts that may assume something."""
Part = Assuming | Item | Accepted
"""The parts that may cite a source."""


class Case(Model, Result):
    """A case file: sources and requests."""

    result: ClassVar[str] = "case"

    title: Text
    """What the case is about."""
    note: Text | None = None
    """Anything a reader should know."""
    licence: Text | None = None
    """The licence that the file may be passed on under, such as `CC-BY-4.0`."""
    sources: dict[Id, Source] = Field(default_factory=dict)
    """The documents, by id."""
    requests: dict[Id, Request] = Field(min_length=1)
    """The requests, by id. The first is the one shown when none is named."""

    def with_request(self, name: str, request: Request) -> "Case":
        """Return the case with a request in the place of its own of that id, not checked."""
        return self.model_copy(update={"requests": {**self.requests, name: request}})

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """Refuse a case whose parts do not fit, naming every misfit at once."""
        from deliveries.case.checks import case_faults  # which imports this module

        if faults := list(islice(case_faults(self.sources, self.requests), MOST_FAULTS)):
            listed = "; ".join(f"{'.'.join(map(str, f.path))}: {f.message}" for f in faults)
            raise PydanticCustomError("faults", "{listed}", {"listed": listed, "faults": faults})
        return self
