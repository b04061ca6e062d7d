"""Which addresses are about people, organisations and signing in?"""

from __future__ import annotations

from django.urls import path, re_path

from accounts.views import absences, invitations, me, pages, people, settings, sign_in

urlpatterns = [
    path("", pages.home, name="home"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("livez", pages.livez, name="livez"),
    path("readyz", pages.readyz, name="readyz"),
    # The names are allauth's own.
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/not-in-use/", sign_in.Inactive.as_view(), name="account_inactive"),
    path("sign-out/", sign_in.SignOut.as_view(), name="account_logout"),
    path("password/forgotten/", sign_in.ForgottenPassword.as_view(), name="account_reset_password"),
    path("password/sent/", sign_in.LinkSent.as_view(), name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        sign_in.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "password/saved/",
        sign_in.PasswordIsNew.as_view(),
        name="account_reset_password_from_key_done",
    ),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
    path("my-account/", me.my_account, name="my_account"),
    path("my-account/details/", me.my_details, name="my_details"),
    path("my-account/emails/", me.my_letters, name="my_letters"),
    path("my-account/password/", sign_in.ChangePassword.as_view(), name="account_change_password"),
    path("my-account/deputy/", me.name_deputy, name="name_deputy"),
    path("my-account/deputy/<int:held_id>/end/", me.end_deputy, name="end_deputy"),
    path("my-account/away/", absences.absence, name="absence"),
    path("my-account/away/<int:absence_id>/end/", absences.end_absence, name="end_absence"),
    path("my-account/organisation/", me.choose_organisation, name="choose_organisation"),
    path("my-account/stay/", me.keep_session, name="keep_session"),
    path("people/", people.people, name="people"),
    path("people/invite/", invitations.invite, name="invite"),
    path("people/<int:membership_id>/", people.member, name="member"),
    path("people/<int:membership_id>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<int:membership_id>/reactivate/", people.reactivate, name="reactivate"),
    path("people/<int:membership_id>/name/<str:role>/", people.name_for_role, name="name_for_role"),
    path("invitations/<int:invitation_id>/again/", invitations.invite_again, name="invite_again"),
    path("invitations/<int:invitation_id>/revoke/", invitations.revoke, name="revoke_invitation"),
    path("teams/", settings.teams, name="teams"),
    path("teams/add/", settings.team, name="add_team"),
    path("teams/<int:team_id>/", settings.team, name="team"),
    path("numbers/", settings.numbers, name="numbers"),
    path("numbers/add/", settings.number, name="add_number"),
    path("numbers/<int:number_id>/", settings.number, name="number"),
    path("numbers/<int:number_id>/remove/", settings.remove_number, name="remove_number"),
    path("organisation/", settings.organisation, name="organisation"),
]
