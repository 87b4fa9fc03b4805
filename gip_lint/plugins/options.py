"""What a rule can be told in the configuration: options declared beside the rule, read and checked here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, TypeVar, cast

from gip_lint.model.bilingual import Bilingual
from gip_lint.model.nearest import did_you_mean

Value = bool | int | float | str | tuple[str, ...]
T = TypeVar("T", bool, int, float, str, tuple[str, ...])


class Options:
    """Base of a rule's options: a class whose attributes are made with :func:`option`.

    ::

        class LongTitleOptions(Options):
            longest: int = option(40, Bilingual("标题最多几个字", "characters of a title"), at_least=1)

    They are given by name, ``LongTitleOptions(longest=60)``, and stay as they are.
    """

    _declared: ClassVar[tuple[Option, ...]] = ()

    def __init_subclass__(cls) -> None:
        made = {name: value for name, value in vars(cls).items() if isinstance(value, Option)}
        cls._declared += tuple(each._replace(name=name.replace("_", "-")) for name, each in made.items())

    def __init__(self, **values: Value) -> None:
        self.__dict__.update({each.name.replace("-", "_"): each.default for each in self._declared})
        for name in values:
            if name not in self.__dict__:
                raise TypeError(f"{type(self).__name__} has no option {name}")
        self.__dict__.update(values)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"options stay as they are; {name} cannot be set")


class Option(NamedTuple):
    """One option as it is declared."""

    name: str
    """As it stands in the configuration: ``minimum-length``."""
    default: Value
    """Its kind, a truth value, a number, a word or a list of words, is that of the option."""
    meaning: Bilingual
    at_least: float | None = None
    at_most: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def kind(self) -> Bilingual:
        """What its value has to be, in words."""
        return _kind(self)


class OptionError(Exception):
    """A name or a value that no option takes; ``message`` says what is due."""

    def __init__(self, name: str, message: Bilingual) -> None:
        super().__init__(message.en)
        self.name = name
        self.message = message


def option(
    default: T,
    meaning: Bilingual,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    choices: tuple[str, ...] = (),
) -> T:
    """Declare an option; its value must be of the kind of *default*.

    A number lies within ``at_least`` and ``at_most``, both included; a word, or every word of a list, is one
    of ``choices`` where there are any.
    """
    return cast("T", Option("", default, meaning, at_least, at_most, choices))


def declared(kind: type[Options]) -> tuple[Option, ...]:
    """Return the options that a class declares, in its order."""
    return kind._declared


def read_options(kind: type[Options], given: Mapping[str, object]) -> Options:
    """Make options of what a configuration says. Raises OptionError for what means nothing."""
    known = {each.name: each for each in declared(kind)}
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            zh, en = did_you_mean(name, known)
            if known and not zh:
                zh, en = f"，可用：{'、'.join(known)}", f"; there are: {', '.join(known)}"
            raise OptionError(name, Bilingual(f"没有这个选项{zh}", f"there is no such option{en}"))
        values[name.replace("-", "_")] = _value(known[name], value)
    return kind(**values)


def _value(option: Option, value: object) -> Value:
    read = _of_kind(option.default, value)
    if read is None or not _allowed(option, read):
        kind = option.kind
        raise OptionError(
            option.name, Bilingual(f"应为{kind.zh}，实为 {value!r}", f"must be {kind.en}, not {value!r}")
        )
    return read


def _of_kind(default: Value, value: object) -> Value | None:
    if isinstance(default, bool):
        return value if isinstance(value, bool) else None
    if isinstance(default, int):
        return value if type(value) is int else None
    if isinstance(default, float):
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return None
        return float(value)
    if isinstance(default, str):
        return value if isinstance(value, str) and value.strip() else None
    words = isinstance(value, list | tuple) and all(isinstance(word, str) and word.strip() for word in value)
    return tuple(cast("list[str]", value)) if words else None


def _allowed(option: Option, value: Value) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (option.at_least is None or value >= option.at_least) and (
            option.at_most is None or value <= option.at_most
        )
    if not option.choices or isinstance(value, bool):
        return True
    return set((value,) if isinstance(value, str) else value) <= set(option.choices)


def _kind(option: Option) -> Bilingual:
    default = option.default
    if isinstance(default, bool):
        return Bilingual("true 或 false", "true or false")
    if isinstance(default, int | float):
        whole = isinstance(default, int)
        zh, en = ("整数", "a whole number") if whole else ("数字", "a number")
        least, most = option.at_least, option.at_most
        if least is not None and most is not None:
            return Bilingual(f"{least:g} 至 {most:g} 之间的{zh}", f"{en} from {least:g} to {most:g}")
        if least is not None:
            return Bilingual(f"不小于 {least:g} 的{zh}", f"{en} of at least {least:g}")
        return (
            Bilingual(zh, en)
            if most is None
            else Bilingual(f"不大于 {most:g} 的{zh}", f"{en} of at most {most:g}")
        )
    listed = [f'"{choice}"' for choice in option.choices]
    if isinstance(default, str):
        if listed:
            return Bilingual("、".join(listed) + " 之一", "one of " + ", ".join(listed))
        return Bilingual("一个字符串", "a string")
    if listed:
        return Bilingual("由 " + "、".join(listed) + " 组成的列表", "a list of any of " + ", ".join(listed))
    return Bilingual("字符串列表", "a list of strings")
