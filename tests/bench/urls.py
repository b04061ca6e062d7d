"""Where is the bare view that pages are compared with? Beside the product's own addresses."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_safe

from accounts.door import SYSTEM, reading
from accounts.models import Organisation
from config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]

TEMPLATE = engines["django"].from_string(
    "<!DOCTYPE html><html lang=en-GB><title>Bare</title><h1>{{ organisation.name }}</h1></html>"
)


@require_safe
def bare(request: HttpRequest) -> HttpResponse:
    """One query and one template."""
    with reading(request.actor or SYSTEM("bench")):
        organisation = Organisation.objects.order_by("pk").first()
        return HttpResponse(TEMPLATE.render({"organisation": organisation}, request))


urlpatterns = [path("bare/", bare), *urlpatterns]
