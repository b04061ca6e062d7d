"""How do people sign in and out, and choose a password? allauth's views with our forms.

allauth writes a person at one point, ``AccountAdapter.set_password``, which opens its own block;
its views stay outside any, since its limits on wrong passwords count across transactions.
"""

from __future__ import annotations

from http import HTTPStatus

from allauth.account import views
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import signed_in
from accounts.forms.passwords import (
    ChangeOwnPasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    SignInForm,
)

form_page = method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
page = method_decorator(require_safe, name="dispatch")


class AnswersWith422:
    """An answer with errors is not a success."""

    def form_invalid(self, form) -> HttpResponse:
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@form_page
class SignIn(AnswersWith422, views.LoginView):
    """E-mail address and password, with a limit on wrong ones."""

    form_class = SignInForm


@form_page
class ForgottenPassword(AnswersWith422, views.PasswordResetView):
    """Send a link; the answer is the same whether there is an account or not."""

    form_class = ForgottenPasswordForm


@page
class LinkSent(views.PasswordResetDoneView):
    """What to do next."""


@form_page
class NewPassword(AnswersWith422, views.PasswordResetFromKeyView):
    """The new password, by the link in the mail."""

    form_class = NewPasswordForm


@page
class PasswordIsNew(views.PasswordResetFromKeyDoneView):
    """The password was changed; sign in with it."""


@form_page
@method_decorator(signed_in, name="dispatch")
class ChangePassword(AnswersWith422, views.PasswordChangeView):
    """A new password by somebody who knows the old one; other sign-ins of theirs end."""

    form_class = ChangeOwnPasswordForm


@page
class Inactive(views.AccountInactiveView):
    """The account was deactivated."""


class SignOut(views.LogoutView):
    """Ends the sign-in; only a post can."""

    @method_decorator(require_POST)
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs)
