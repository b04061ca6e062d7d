"""One function answers, for every request, who is at work here.

Asked as a plain query it took several milliseconds to plan, mostly for the policies of
row-level security; a function keeps its plan for as long as the connection lasts. It runs
with the rights of whoever calls it, so that the policies hold as they do everywhere.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION public.accounts_at_work(the_person bigint, the_organisation bigint, today date)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object(
      'membership', to_jsonb(member),
      'person', to_jsonb(person),
      'organisation', to_jsonb(organisation),
      'held_now', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'role', held.role, 'is_named', held.is_named, 'until', held.until,
          'deputy_for', coalesce(other.name, ''))), '[]')
        FROM public.accounts_roleheld held
        LEFT JOIN public.accounts_membership principal ON principal.id = held.deputy_for_id
        LEFT JOIN public.accounts_person other ON other.id = principal.person_id
        WHERE held.membership_id = member.id AND held.is_active
          AND (held.until IS NULL OR held.until >= today)),
      'placed_now', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'team_id', team.id, 'name', team.name, 'is_lead', place.is_lead,
          'is_open', team.members_see_decisions)), '[]')
        FROM public.accounts_teammembership place
        JOIN public.accounts_team team ON team.id = place.team_id
        WHERE place.membership_id = member.id AND place.is_active AND team.is_active),
      'stands_in_at', (
        SELECT coalesce(jsonb_agg(DISTINCT place.team_id), '[]')
        FROM public.accounts_roleheld held
        JOIN public.accounts_teammembership place ON place.membership_id = held.deputy_for_id
        JOIN public.accounts_team team ON team.id = place.team_id
        WHERE held.membership_id = member.id AND held.role = 'lead' AND held.is_active
          AND held.until >= today AND place.is_lead AND place.is_active AND team.is_active),
      'named_now', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'role', held.role, 'name', other.name, 'job_title', named.job_title,
          'phone', named.phone, 'membership_id', named.id)), '[]')
        FROM public.accounts_roleheld held
        JOIN public.accounts_membership named ON named.id = held.membership_id
        JOIN public.accounts_person other ON other.id = named.person_id
        WHERE held.organisation_id = the_organisation AND held.is_named AND held.is_active
          AND (held.until IS NULL OR held.until >= today)
          AND named.is_active AND other.is_active),
      'numbers_now', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', duty.id, 'label', duty.label, 'number', duty.number, 'area', duty.area,
          'hours', duty.hours, 'checked_on', duty.checked_on)
          ORDER BY duty.position, duty.id), '[]')
        FROM public.accounts_dutynumber duty
        WHERE duty.organisation_id = the_organisation AND duty.is_active))
    FROM public.accounts_membership member
    JOIN public.accounts_person person ON person.id = member.person_id
    JOIN public.accounts_organisation organisation ON organisation.id = member.organisation_id
    WHERE member.person_id = the_person AND member.organisation_id = the_organisation
      AND member.is_active AND person.is_active AND organisation.is_active);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION public.accounts_at_work(bigint, bigint, date)")
    ]
