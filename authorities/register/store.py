"""The register of authorities, from its rows into the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from authorities.models import Authority, AuthorityCode, AuthorityName, Region, Succession
from authorities.register.names import name_key
from authorities.register.rows import Register


@dataclass(frozen=True)
class Report:
    """Rows, of every table together."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Report) -> Report:
        return Report(
            self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged
        )


@transaction.atomic
def store_register(register: Register) -> Report:
    """Add what is new and correct what differs. Nothing is ever deleted: figures may hang on it.

    `register` comes from `read_register` or `read_demonstration`; storing it twice changes nothing.
    """
    regions = _keep(
        Region,
        ("code",),
        ({"code": row.code, "name": row.name, "fictional": row.fictional} for row in register.regions),
    )
    authorities = _keep(Authority, ("code",), _authorities(register))
    codes = dict(Authority.objects.values_list("code", "pk"))
    return (
        regions
        + authorities
        + _keep(AuthorityName, ("authority_id", "name"), _names(register, codes))
        + _keep(AuthorityCode, ("authority_id", "code"), _codes(register, codes))
        + _keep(Succession, ("predecessor_id", "successor_id"), _successions(register, codes))
    )


def _keep(model: type[models.Model], key: tuple[str, ...], wanted: Iterable[dict[str, Any]]) -> Report:
    """Make the table hold the wanted rows, told apart by the fields of `key`."""
    held = {tuple(getattr(row, field) for field in key): row for row in model._default_manager.all()}
    added, changed, fields, total = [], [], [], 0
    for values in wanted:
        total += 1
        fields = [field for field in values if field not in key]
        row = held.get(tuple(values[field] for field in key))
        if row is None:
            added.append(model(**values))
        elif any(getattr(row, field) != values[field] for field in fields):
            for field in fields:
                setattr(row, field, values[field])
            changed.append(row)
    model._default_manager.bulk_create(added)
    if changed:
        model._default_manager.bulk_update(changed, fields)
    return Report(len(added), len(changed), total - len(added) - len(changed))


def _authorities(register: Register) -> Iterable[dict[str, Any]]:
    regions = dict(Region.objects.values_list("name", "pk"))
    for row in register.authorities:
        yield {
            "code": row.code,
            "name": row.name,
            "region_id": regions[row.region],
            "kind": row.kind,
            "valid_from": row.held.first,
            "valid_to": row.held.last,
            "fictional": row.fictional,
        }


def _names(register: Register, authorities: dict[str, int]) -> Iterable[dict[str, Any]]:
    for row in register.every_name():
        yield {
            "authority_id": authorities[row.authority],
            "name": row.name,
            "key": name_key(row.name),
            "is_alias": row.alias,
            "valid_from": row.held.first,
            "valid_to": row.held.last,
        }


def _codes(register: Register, authorities: dict[str, int]) -> Iterable[dict[str, Any]]:
    for row in register.codes:
        yield {
            "authority_id": authorities[row.authority],
            "code": row.code,
            "valid_from": row.held.first,
            "valid_to": row.held.last,
        }


def _successions(register: Register, authorities: dict[str, int]) -> Iterable[dict[str, Any]]:
    for row in register.successions:
        yield {
            "predecessor_id": authorities[row.predecessor],
            "successor_id": authorities[row.successor],
            "on": row.on,
            "kind": row.kind,
        }
