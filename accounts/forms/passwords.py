"""How does somebody prove who they are, and choose a password?"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.ui import EmailField, TextField, UiForm

ADVICE = _("At least 12 characters. Three or four words that do not belong together are good.")


class PasswordField(TextField):
    """A password; what was typed is never drawn again."""

    widget = forms.PasswordInput

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"strip": False, "width": "two-thirds", **kwargs})


def new_password() -> PasswordField:
    """The question for a new password; it can be shown while it is typed, so once is enough."""
    return PasswordField(
        label=_("New password"),
        help_text=ADVICE,
        autocomplete="new-password",
        error_messages={"required": _("Enter a new password")},
    )


def checked(password: str, person: Person | None) -> str:
    """A password that the rules allow."""
    return str(get_adapter().clean_password(password, user=person))


class SignInForm(UiForm, LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(
            label=_("Email address"), error_messages={"required": _("Enter your email address")}
        )
        self.fields["password"] = PasswordField(
            label=_("Password"),
            autocomplete="current-password",
            error_messages={"required": _("Enter your password")},
        )

    def clean(self) -> Any:
        try:
            return super().clean()
        except ValidationError as refused:
            self.add_error("password", refused)
            return self.cleaned_data


class ForgottenPasswordForm(UiForm, ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""

    email = EmailField(
        label=_("Your email address"), error_messages={"required": _("Enter your email address")}
    )


class NewPasswordForm(UiForm, ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, by the link."""

    password1 = new_password()
    password2 = None

    def clean_password1(self) -> str:
        return checked(self.cleaned_data["password1"], self.user)


class ChangeOwnPasswordForm(UiForm):
    """The password now and the new one."""

    oldpassword = PasswordField(
        label=_("Your password now"),
        autocomplete="current-password",
        error_messages={"required": _("Enter the password that you use now")},
    )
    password1 = new_password()

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_oldpassword(self) -> str:
        if not self.user.check_password(self.cleaned_data["oldpassword"]):
            raise get_adapter().validation_error("enter_current_password")
        return str(self.cleaned_data["oldpassword"])

    def clean_password1(self) -> str:
        return checked(self.cleaned_data["password1"], self.user)

    def save(self) -> None:
        get_adapter().set_password(self.user, self.cleaned_data["password1"])


class JoinForm(UiForm):
    """The first name and password of somebody who was invited."""

    name = TextField(
        label=_("Your name"),
        help_text=_("As colleagues know it. It stands beside what you record."),
        max_length=150,
        autocomplete="name",
        width="two-thirds",
        error_messages={"required": _("Enter your name")},
    )
    password1 = new_password()

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password1(self) -> str:
        person = Person(email=self.email, name=self.cleaned_data.get("name", ""))
        return checked(self.cleaned_data["password1"], person)
