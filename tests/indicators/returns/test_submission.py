"""The life of a return: versions, the same file again, submission, approval, sending back, correction."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from authorities.models import AuditEvent, Authority, User
from authorities.refusal import Refused
from indicators.models import Indicator, Job, Return, ReturnFigure, ReturnState, Value
from indicators.returns.submission import (
    AlreadyUploaded,
    approve_return,
    send_back_return,
    submit_return,
    upload_return,
)
from tests.factories.indicator import IndicatorFactory
from tests.indicators.conftest import MONTH, QUARTER, Approve, Upload
from tests.indicators.files import GOOD_ROWS, workbook

CORRECTED = workbook(("CLA_N", None, "S", 581), *GOOD_ROWS[1:])


def states() -> list[tuple[int, str]]:
    return list(Return.objects.order_by("version").values_list("version", "state"))


def test_an_upload_is_stored_whole_with_its_figures_and_an_audit_row(upload: Upload, analyst: User) -> None:
    content = workbook()

    kept = upload(content)

    assert (kept.version, kept.state, kept.size) == (1, ReturnState.READY, len(content))
    assert bytes(kept.file.content) == content
    assert kept.figures.count() == len(GOOD_ROWS)
    event = AuditEvent.objects.get(act="upload")
    assert (event.actor, event.object_id, event.details["sha256"]) == (analyst, str(kept.pk), kept.sha256)


def test_the_same_file_again_changes_nothing_and_names_the_version(upload: Upload) -> None:
    first = upload()

    with pytest.raises(AlreadyUploaded, match=r"version 1 \(ready to submit\)") as said:
        upload()

    assert said.value.existing == first
    assert states() == [(1, ReturnState.READY)]
    assert AuditEvent.objects.filter(act="upload the same file", object_id=str(first.pk)).count() == 1


def test_the_same_file_for_another_period_is_taken_with_a_warning(upload: Upload) -> None:
    upload()

    other = upload(period=QUARTER)

    assert "January 2025, version 1" in other.problems.get(code="same_file_as_another_version").sentence


def test_a_file_whose_only_fault_was_in_the_catalogue_can_be_uploaded_again(upload: Upload) -> None:
    content = workbook(*GOOD_ROWS, ("L_HUB_N", None, "S", 5))
    assert upload(content).state == ReturnState.PROBLEMS
    with pytest.raises(AlreadyUploaded):
        upload(content)

    IndicatorFactory.create(
        code="L_HUB_N", unit="number", windows=["S"], owner_authority=Authority.objects.get()
    )

    assert upload(content).state == ReturnState.READY


def test_a_period_still_to_come_is_refused(upload: Upload) -> None:
    coming = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused, match="still to come"):
        upload(period=coming)


def test_a_period_before_the_authority_existed_is_refused(upload: Upload, authority: Authority) -> None:
    authority.valid_from = date(2025, 4, 1)
    authority.save()

    with pytest.raises(Refused, match="did not exist"):
        upload()


def test_a_return_with_errors_cannot_be_submitted(upload: Upload, analyst: User) -> None:
    kept = upload(workbook(("CLA_N", None, "S", "many")))

    with pytest.raises(Refused, match="cannot be submitted now"):
        submit_return(submitted=kept, warnings_confirmed=True, by=analyst)


def test_warnings_must_be_confirmed_before_a_return_is_submitted(upload: Upload, analyst: User) -> None:
    kept = upload(workbook(*GOOD_ROWS[:2]))

    with pytest.raises(Refused, match=r"There is 1 warning\. Read it and confirm"):
        submit_return(submitted=kept, warnings_confirmed=False, by=analyst)

    assert submit_return(submitted=kept, warnings_confirmed=True, by=analyst).state == ReturnState.SUBMITTED


def test_an_approved_return_speaks_for_its_period(approve: Approve, approver: User) -> None:
    job = approve()

    approved = Return.objects.get()
    assert (approved.state, approved.decided_by) == (ReturnState.APPROVED, approver)
    assert job.state == "done"
    assert {
        (v.indicator.code, v.window): v.source_return_id for v in Value.objects.select_related("indicator")
    } == {
        ("CLA_N", "S"): approved.pk,
        ("REREF_PCT", "R12"): approved.pk,
        ("S47_RATE", "R6"): approved.pk,
    }
    assert list(AuditEvent.objects.order_by("pk").values_list("act", flat=True)) == [
        "upload",
        "submit",
        "approve",
    ]


def test_a_late_correction_supersedes_the_earlier_return_and_keeps_it_whole(approve: Approve) -> None:
    approve()
    first = Return.objects.get()
    figures = list(first.figures.order_by("pk").values())

    approve(CORRECTED)

    assert states() == [(1, ReturnState.SUPERSEDED), (2, ReturnState.APPROVED)]
    assert list(first.figures.order_by("pk").values()) == figures
    assert bytes(first.file.content) != CORRECTED
    assert Value.objects.get(indicator__code="CLA_N").value == 581


def test_a_correction_that_is_not_approved_yet_changes_no_value(
    approve: Approve, upload: Upload, analyst: User
) -> None:
    approve()

    submit_return(submitted=upload(CORRECTED), warnings_confirmed=True, by=analyst)

    assert states() == [(1, ReturnState.APPROVED), (2, ReturnState.SUBMITTED)]
    assert Value.objects.get(indicator__code="CLA_N").value == 580


def test_a_newer_submission_takes_the_place_of_one_that_waits(
    upload: Upload, analyst: User, approver: User
) -> None:
    first = submit_return(submitted=upload(), warnings_confirmed=True, by=analyst)
    submit_return(submitted=upload(CORRECTED), warnings_confirmed=True, by=analyst)

    assert states() == [(1, ReturnState.SUPERSEDED), (2, ReturnState.SUBMITTED)]
    with pytest.raises(Refused, match="Its state is: superseded"):
        approve_return(approved=first, by=approver)


def test_an_older_version_cannot_be_submitted_past_a_newer_one(upload: Upload, analyst: User) -> None:
    first = upload()
    upload(CORRECTED)

    with pytest.raises(Refused, match="newer version"):
        submit_return(submitted=first, warnings_confirmed=True, by=analyst)


def test_a_return_sent_back_carries_its_reason_and_can_come_again(
    upload: Upload, analyst: User, approver: User
) -> None:
    kept = submit_return(submitted=upload(), warnings_confirmed=True, by=analyst)

    with pytest.raises(Refused, match="Say why"):
        send_back_return(sent_back=kept, reason="  ", by=approver)
    send_back_return(sent_back=kept, reason=" Too low. ", by=approver)

    kept.refresh_from_db()
    assert (kept.state, kept.reason, kept.decided_by) == (ReturnState.SENT_BACK, "Too low.", approver)
    with pytest.raises(Refused, match="cannot be approved"):
        approve_return(approved=kept, by=approver)
    # The analyst may stand by the very same file, and says so by confirming.
    again = upload()
    assert (again.version, again.state) == (2, ReturnState.READY)
    assert again.problems.get().code == "same_file_as_another_version"


def test_only_a_submitted_return_can_be_approved_or_sent_back(upload: Upload, approver: User) -> None:
    kept = upload()

    with pytest.raises(Refused, match="cannot be approved"):
        approve_return(approved=kept, by=approver)
    with pytest.raises(Refused, match="cannot be sent back"):
        send_back_return(sent_back=kept, reason="No.", by=approver)
    assert not Job.objects.exists()


def test_approving_twice_is_refused_the_second_time(upload: Upload, analyst: User, approver: User) -> None:
    kept = submit_return(submitted=upload(), warnings_confirmed=True, by=analyst)
    approve_return(approved=kept, by=approver)

    with pytest.raises(Refused, match="Its state is: approved"):
        approve_return(approved=kept, by=approver)


@pytest.mark.django_db(transaction=True)
def test_one_file_uploaded_twice_at_the_same_moment_becomes_one_version(
    authority: Authority, analyst: User, indicators: dict[str, Indicator]
) -> None:
    content, start = workbook(), Barrier(2)
    outcomes: list[int | str] = []

    def upload() -> None:
        start.wait(timeout=20)
        try:
            kept = upload_return(
                authority=authority, period_end=MONTH, file_name="return.xlsx", content=content, by=analyst
            )
            outcomes.append(kept.version)
        except AlreadyUploaded as known:
            outcomes.append(f"known {known.existing.version}")
        finally:
            connection.close()

    threads = [Thread(target=upload) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(map(str, outcomes)) == ["1", "known 1"]
    assert ReturnFigure.objects.count() == len(GOOD_ROWS)
