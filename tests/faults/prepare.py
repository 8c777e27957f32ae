"""Fictional authorities with the same lists about synthetic children, handed in and waiting for approval.

Run once in the portal's own environment: `python -m tests.faults.prepare OPEN_CASES CODE...`. Prints as JSON
a password, and for each code its approver's address and the keys of the authority and of its return.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from typing import Any

import django

PERIOD_END = date(2025, 3, 31)
PASSWORD = "four plain words together"


def prepare(open_cases: int, codes: list[str]) -> dict[str, Any]:
    """All of it is made in one process: starting another takes longer than the work."""
    from django.core.management import call_command

    from authorities.models import Authority
    from indicators.synthetic.lists import lists_at
    from indicators.synthetic.lives import make_lives
    from indicators.synthetic.workbook import annex_a_workbook

    call_command("migrate", verbosity=0)
    call_command("load_reference", "--demonstration", stdout=sys.stderr)
    lives = make_lives(seed=11, children=open_cases, first=PERIOD_END, last=PERIOD_END)
    content = annex_a_workbook(lists_at(lives, PERIOD_END))
    returns = {}
    for authority in Authority.objects.filter(code__in=codes):
        approver = add_people(authority)
        returns[authority.code] = {
            "authority": authority.pk,
            "return": hand_in(authority, content).pk,
            "approver": approver.email,
        }
    return {"password": PASSWORD, "returns": returns}


def add_people(authority: Any) -> Any:
    """An approver; and the children under its rates."""
    from authorities.invitations import create_account, grant
    from authorities.models import PopulationVintage, Role
    from tests.factories.population_estimate import PopulationEstimateFactory

    vintage = PopulationVintage.objects.filter(fictional=True).first()
    given = {"vintage": vintage} if vintage else {}
    PopulationEstimateFactory.create(authority=authority, mid_year=2023, children=60_000, **given)
    email = f"approver-{authority.code.lower()}@demonstration.example"
    approver = create_account(email=email, name="", password=PASSWORD)
    grant(user=approver, role=Role.APPROVER, authority=authority, by=None)
    return approver


def hand_in(authority: Any, content: bytes) -> Any:
    from indicators.returns.submission import submit_return, upload_return

    uploaded = upload_return(
        authority=authority, period_end=PERIOD_END, file_name="annex-a.xlsx", content=content, by=None
    )
    wrong = uploaded.problems.filter(severity="error").values_list("sentence", flat=True)
    assert not wrong, "\n".join(wrong)
    return submit_return(submitted=uploaded, warnings_confirmed=True, by=None)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(prepare(int(sys.argv[1]), sys.argv[2:])))  # noqa: T201
