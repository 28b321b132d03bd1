"""Forms: classes whose annotations say which fields people may write, and what reading a form finds wrong with them.

A `Record` is read from text that somebody typed, and every mistake in it is told at once. The same annotations make the
JSON Schemas of editors. A validation library would do as much; loading one and preparing our forty classes took 0.25 s
of CPU in every process, as long as reading, checking and viewing thirty students.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import get_annotations
from types import UnionType
from typing import (
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    Protocol,
    Self,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
)

from profilegen.model.frozen import Frozen

Key = tuple[str | int, ...]
Schema = dict[str, Any]
Definitions = dict[str, Schema]

AnyKind = TypeVar("AnyKind", bound="Record")
REQUIRED: Any = object()
_NO_FIELD: Any = ("", None, "")


class Complaint(NamedTuple):
    """What is wrong with a value: where among the fields, the kind of mistake, a sentence, and what was given.

    `kind` is `missing`, `unknown`, `group`, `list`, `choice`, or a kind that a field names itself, such as `date`.
    """

    key: Key
    kind: str
    message: str
    given: object
    allowed: tuple[str, ...] = ()


class NotAsAskedError(ValueError):
    """A value that is not what its field asks for: all complaints, in the order of the fields."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        super().__init__("not as asked")
        self.complaints = tuple(complaints)

    def inside(self, *key: str | int) -> Iterator[Complaint]:
        """The complaints as seen from the group or list around."""
        return (one._replace(key=(*key, *one.key)) for one in self.complaints)


def not_as_asked(kind: str, message: str, given: object, allowed: tuple[str, ...] = ()) -> NotAsAskedError:
    """The one complaint about a value itself, to be raised."""
    return NotAsAskedError([Complaint((), kind, message, given, allowed)])


class FieldInfo(NamedTuple):
    """A field of a form. `alias` is how people write it where Python cannot (`from`), else ""."""

    annotation: Any
    default: Any = REQUIRED
    alias: str = ""
    description: str = ""

    def is_required(self) -> bool:
        """Whether a form without it is not complete."""
        return self.default is REQUIRED


def field(*, default: Any = REQUIRED, alias: str = "", description: str = "") -> Any:
    """A field with more to say than its type: the description is what editors show beside it."""
    return FieldInfo(None, default, alias, description)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class Record(Frozen):
    """A group of fields that people write. An unknown field is an error: a mistyped `audience` must widen nothing.

    Made directly, it takes the values as they are; what people typed is read with `model_validate`.
    """

    model_fields: ClassVar[Mapping[str, FieldInfo]] = {}
    model_words: ClassVar[Mapping[str, str]] = {}  # how people write each field: `from` for `from_`

    def __init_subclass__(cls) -> None:
        own = {name: _info(annotation, vars(cls).get(name, REQUIRED)) for name, annotation in _annotated(cls)}
        for name, info in own.items():
            if not info.is_required():
                setattr(cls, name, info.default)
            elif name in vars(cls):
                delattr(cls, name)
        cls.model_fields = {**cls.model_fields, **own}
        cls.model_words = {name: info.alias or name for name, info in cls.model_fields.items()}
        cls._with_fields({name: info.is_required() for name, info in cls.model_fields.items()})

    @classmethod
    def model_validate(cls, given: object) -> Self:
        """The record that these fields, as people wrote them, make. NotAsAskedError with every mistake."""
        made: Self = _form_of(cls).read(given)
        return made

    @property
    def model_fields_set(self) -> frozenset[str]:
        """The fields that were given."""
        return frozenset(vars(self))

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same record with other values."""
        return _made(type(self), {**vars(self), **update})


def _annotated(kind: type) -> Iterable[tuple[str, Any]]:
    return get_annotations(kind).items()


def _info(annotation: Any, given: Any) -> FieldInfo:
    return given._replace(annotation=annotation) if isinstance(given, FieldInfo) else FieldInfo(annotation, given)


def _made(kind: type[AnyKind], values: Mapping[str, Any]) -> AnyKind:
    record = object.__new__(kind)
    vars(record).update(values)
    return record


def groups_in(record: Record, key: Key = ()) -> Iterator[tuple[Key, Record]]:
    """A record and every group of fields inside it, outermost first, each with its place among the fields."""
    yield key, record
    for name in _form_of(type(record)).holders:
        value = getattr(record, name)
        if not value:
            continue
        if isinstance(value, tuple):
            for number, entry in enumerate(value):
                yield from groups_in(entry, (*key, record.model_words[name], number))
        else:
            yield from groups_in(value, (*key, record.model_words[name]))


# What a field holds


class Kind(Protocol):
    """What a field may hold: how it is read from what people wrote, and what editors are told of it."""

    @property
    def holds_groups(self) -> bool:
        """Whether a value is a record or a list of records."""

    def read(self, given: Any) -> Any:
        """The value. NotAsAskedError where it is none."""

    def schema(self, definitions: Definitions) -> Schema:
        """Its JSON Schema; those of groups go into `definitions`."""


class Scalar:
    """One piece of text, read as something: `Annotated[date, Scalar(as_date, type="string")]`."""

    holds_groups = False

    def __init__(self, read: Callable[[Any], Any], **words: Any) -> None:
        self.read = read
        self.words = words

    def schema(self, definitions: Definitions) -> Schema:
        """The words that were given for it."""
        return dict(self.words)


class ShortFor:
    """Plain text stands for a group of fields: `me.jpg` for `{file: me.jpg}`; for a list of one where none is named."""

    def __init__(self, name: str = "") -> None:
        self.name = name

    def around(self, inner: Kind) -> Kind:
        """The kind that takes both."""
        return _Short(inner, self.name)


class _Short:
    def __init__(self, inner: Kind, name: str) -> None:
        self.inner, self.name = inner, name
        self.holds_groups = inner.holds_groups

    def read(self, given: Any) -> Any:
        if isinstance(given, str):
            return self.inner.read({self.name: given} if self.name else [given])
        return self.inner.read(given)

    def schema(self, definitions: Definitions) -> Schema:
        return {"anyOf": [self.inner.schema(definitions), {"type": "string"}]}


class _Optional:
    """None is for the code alone: nobody can write it."""

    def __init__(self, inner: Kind) -> None:
        self.inner = inner
        self.schema = inner.schema
        self.holds_groups = inner.holds_groups

    def read(self, given: Any) -> Any:
        return None if given is None else self.inner.read(given)


class _Choice:
    holds_groups = False

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, given: Any) -> Any:
        if isinstance(given, str) and given in self.words:
            return given
        *others, last = map(repr, self.words)
        raise not_as_asked("choice", f"Input should be {', '.join(others)} or {last}", given, self.words)

    def schema(self, definitions: Definitions) -> Schema:
        return {"enum": list(self.words), "type": "string"}


class _List:
    def __init__(self, inner: Kind) -> None:
        self.inner = inner
        self.holds_groups = inner.holds_groups

    def read(self, given: Any) -> Any:
        if not isinstance(given, (list, tuple)):
            raise not_as_asked("list", "Input should be a valid tuple", given)
        read = self.inner.read
        try:
            return tuple([read(one) for one in given])
        except NotAsAskedError:  # all that is wrong, then
            return tuple(_each(self.inner, enumerate(given)).values())

    def schema(self, definitions: Definitions) -> Schema:
        return {"items": self.inner.schema(definitions), "type": "array"}


class _Named:
    """Values under names that people choose."""

    holds_groups = False

    def __init__(self, inner: Kind) -> None:
        self.inner = inner

    def read(self, given: Any) -> Any:
        if not isinstance(given, dict):
            raise not_as_asked("group", "Input should be a valid dictionary", given)
        return _each(self.inner, given.items())

    def schema(self, definitions: Definitions) -> Schema:
        return {"additionalProperties": self.inner.schema(definitions), "type": "object"}


def _each(kind: Kind, entries: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    read, made, complaints = kind.read, {}, list[Complaint]()
    for key, given in entries:
        try:
            made[key] = read(given)
        except NotAsAskedError as error:
            complaints += error.inside(key)
    if complaints:
        raise NotAsAskedError(complaints)
    return made


class _Form:
    """A record's fields: each by the word that people write, or else by its name in code."""

    holds_groups = True

    def __init__(self, record: type[Record]) -> None:
        self.record = record
        kinds = {name: kind_of(info.annotation) for name, info in record.model_fields.items()}
        self.holders = tuple(name for name, kind in kinds.items() if kind.holds_groups)
        self.required = frozenset(name for name, info in record.model_fields.items() if info.is_required())
        self.positions = {name: position for position, name in enumerate(kinds)}
        # By each spelling: the field, how it is read, and the spelling that comes before this one.
        self.known = {name: (name, kind.read, record.model_words[name]) for name, kind in kinds.items()}
        self.known |= {record.model_words[name]: (name, kind.read, "") for name, kind in kinds.items()}

    def read(self, given: Any) -> Any:
        if isinstance(given, self.record):
            return given
        if not isinstance(given, dict):
            whole = f"Input should be a valid dictionary or instance of {self.record.__name__}"
            raise not_as_asked("group", whole, given)
        known, made, complaints = self.known, {}, dict[str, list[Complaint]]()
        for word, value in given.items():  # most forms have three times as many fields as are filled in
            name, read, before = known.get(word, _NO_FIELD)
            if not name or (before and before in given):
                complaints.setdefault("", []).append(_unknown(word, value))
                continue
            try:
                made[name] = read(value)
            except NotAsAskedError as error:
                complaints[name] = list(error.inside(word))
        for name in () if made.keys() >= self.required else self.record.model_fields:
            if name in self.required and name not in made and name not in complaints:
                complaints[name] = [Complaint((self.record.model_words[name],), "missing", "Field required", given)]
        if complaints:
            raise NotAsAskedError(one for name in sorted(complaints, key=self._position) for one in complaints[name])
        return _made(self.record, made)

    def _position(self, name: str) -> int:
        """Complaints come in the order of the fields; those of fields that do not exist come last."""
        return self.positions.get(name, len(self.positions))

    def schema(self, definitions: Definitions) -> Schema:
        name = self.record.__name__
        if name not in definitions:
            definitions[name] = {}  # a place of its own while its fields are asked
            definitions[name] = object_schema(self.record, definitions)
        return {"$ref": f"#/definitions/{name}"}


def _unknown(word: str, value: object) -> Complaint:
    return Complaint((word,), "unknown", "Extra inputs are not permitted", value)


_FORMS: dict[type[Record], _Form] = {}
"""Each form is prepared when the first of its kind is read: most processes read few kinds."""


def _form_of(record: type[Record]) -> _Form:
    if record not in _FORMS:
        _FORMS[record] = _Form(record)
    return _FORMS[record]


def kind_of(annotation: Any) -> Kind:
    """What an annotation asks for. TypeError for one that no form can hold."""
    inner, arguments = get_origin(annotation), get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return _with_marks(arguments[0], annotation.__metadata__)
    if inner in (Union, UnionType):
        (one,) = (argument for argument in arguments if argument is not type(None))
        return _Optional(kind_of(one))
    if inner is tuple:
        return _List(kind_of(arguments[0]))
    if inner is dict:
        return _Named(kind_of(arguments[1]))
    if inner is Literal:
        return _Choice(*arguments)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return _form_of(annotation)
    raise TypeError(f"A form cannot hold {annotation}")


def _with_marks(annotation: Any, marks: tuple[Any, ...]) -> Kind:
    scalar = next((mark for mark in reversed(marks) if isinstance(mark, Scalar)), None)
    kind: Kind = scalar or kind_of(annotation)
    for mark in marks:
        kind = mark.around(kind) if isinstance(mark, ShortFor) else kind
    return kind


def object_schema(record: type[Record], definitions: Definitions) -> Schema:
    """A form's own JSON Schema. A field left blank counts as not filled in, so an editor must not complain of it."""
    properties = {}
    for name, info in record.model_fields.items():
        schema = kind_of(info.annotation).schema(definitions)
        of_its_kind = schema.pop("description", "")
        said = info.description or of_its_kind
        if not info.is_required():
            schema = {"anyOf": [*schema.get("anyOf", [schema]), {"type": "null"}]}
        properties[record.model_words[name]] = {**schema, **({"description": said} if said else {})}
    needed = [record.model_words[name] for name, info in record.model_fields.items() if info.is_required()]
    return {
        "additionalProperties": False,
        "description": record.__doc__,
        "properties": properties,
        "title": record.__name__,
        "type": "object",
        **({"required": needed} if needed else {}),
    }
