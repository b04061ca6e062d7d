"""What holds for every request and every response, whoever asks?"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Next = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    # No page may come back from a cache after somebody has signed out.
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noindex, nofollow",
}


def refuse_unstorable(get_response: Next) -> Next:
    """An address or a cookie with what no column can hold (NUL) is the client's mistake: 400.

    So is a form that is not UTF-8. NUL in a form is not: forms name it and keep the rest.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _has_nul(request):
            raise BadRequest("The address or a cookie holds a character that cannot be stored.")
        if not _is_utf8(request):
            raise BadRequest("The form is not in UTF-8.")
        return get_response(request)

    return middleware


def _has_nul(request: HttpRequest) -> bool:
    query = request.META.get("QUERY_STRING", "")
    return (
        "\0" in request.path_info
        or "%00" in query
        or "\0" in query
        or any("\0" in name or "\0" in value for name, value in request.COOKIES.items())
    )


def _is_utf8(request: HttpRequest) -> bool:
    """Python knows codings that are none of text, and would fail on them amid a form."""
    named = (request.content_params or {}).get("charset", "utf-8")
    return named.lower() in {"utf-8", "utf8"}


def response_headers(get_response: Next) -> Next:
    """Headers that no page goes without; static files are served before this is reached."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return middleware


def method_not_allowed(get_response: Next) -> Next:
    """A wrong method is answered with a page, as every other mistake is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response.get("Allow", "")
        return page

    return middleware
