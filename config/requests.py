"""What is refused before a page is asked, and what every answer to a signed-in person carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control

Answer = Callable[[HttpRequest], HttpResponseBase]

NUL = "\0"
# A form's own fields beside the file in it.
BESIDE_THE_FILE = 1024 * 1024


class RefuseUnread:
    """Refuses by the address, the cookies and the length alone, before anything is read or looked up.

    No address of ours has a control character, and PostgreSQL takes no text with a NUL in it. A body
    far above the limit of a return is not read at all, whoever sends it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if any(ord(character) < 32 or ord(character) == 127 for character in request.path_info):
            raise Http404
        if any(NUL in value for value in request.COOKIES.values()):
            raise BadRequest("A cookie holds a NUL character.")
        if _length(request) > settings.RETURN_MAX_BYTES + BESIDE_THE_FILE:
            return self._too_large(request)
        return self.get_response(request)

    @staticmethod
    def _too_large(request: HttpRequest) -> HttpResponse:
        most = settings.RETURN_MAX_BYTES // (1024 * 1024)
        answer = render(request, "authorities/too_large.html", {"megabytes": most}, status=413)
        # What was not read must not be taken for the next request.
        answer.headers["Connection"] = "close"
        return answer


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class RefuseNul:
    """400 for a NUL in what a form or a question holds. Stands behind the check of the form's token."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> None:
        for sent in (request.GET, request.POST):
            for name, values in sent.lists():
                if NUL in name or any(NUL in str(value) for value in values):
                    raise BadRequest("A field holds a NUL character.")


class KeepNothing:
    """No browser and nothing between keeps what a signed-in person was shown or downloaded."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response
