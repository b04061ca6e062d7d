"""One function answers who does the work of whoever cannot: leads, named people, those away.

It is asked whenever a task is raised or moved, and keeps its plan as ``accounts_at_work`` does.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION public.accounts_standing_in(
  the_organisation bigint, the_team bigint, people bigint[], today date)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH here AS (
      SELECT member.id, member.person_id
      FROM public.accounts_membership member
      JOIN public.accounts_person person ON person.id = member.person_id
      WHERE member.organisation_id = the_organisation AND member.is_active AND person.is_active),
    held AS (
      SELECT here.person_id, role.membership_id, role.role, role.is_named, role.deputy_for_id
      FROM public.accounts_roleheld role JOIN here ON here.id = role.membership_id
      WHERE role.organisation_id = the_organisation AND role.is_active
        AND role.role IN ('lead', 'guardian') AND (role.until IS NULL OR role.until >= today)),
    led AS (
      SELECT place.membership_id FROM public.accounts_teammembership place
      WHERE place.team_id = the_team AND place.is_lead AND place.is_active),
    leads AS (
      SELECT held.person_id, min(CASE WHEN own.membership_id IS NULL THEN 1 ELSE 0 END) AS place
      FROM held
      LEFT JOIN led own ON own.membership_id = held.membership_id
      LEFT JOIN led other ON other.membership_id = held.deputy_for_id
      WHERE held.role = 'lead' AND (own.membership_id IS NOT NULL
        OR other.membership_id IS NOT NULL)
      GROUP BY held.person_id)
    SELECT jsonb_build_object(
      'here', (SELECT coalesce(jsonb_agg(here.person_id), '[]') FROM here
        WHERE here.person_id = ANY (people) AND EXISTS (
          SELECT 1 FROM public.accounts_roleheld role
          WHERE role.membership_id = here.id AND role.is_active AND role.role <> 'administrator'
            AND (role.until IS NULL OR role.until >= today))),
      'leads', (SELECT coalesce(jsonb_agg(leads.person_id ORDER BY leads.place, leads.person_id),
        '[]') FROM leads),
      'lead', (SELECT held.person_id FROM held WHERE held.role = 'lead' AND held.is_named LIMIT 1),
      'guardian', (SELECT held.person_id FROM held
        WHERE held.role = 'guardian' AND held.is_named LIMIT 1),
      'guardians', (SELECT coalesce(jsonb_agg(DISTINCT held.person_id), '[]') FROM held
        WHERE held.role = 'guardian'),
      'away', (SELECT coalesce(jsonb_object_agg(here.person_id, other.person_id), '{}')
        FROM public.accounts_absence absence
        JOIN here ON here.id = absence.membership_id
        LEFT JOIN here other ON other.id = absence.cover_id
        WHERE absence.organisation_id = the_organisation AND absence.is_active
          AND today BETWEEN absence.starts_on AND absence.ends_on)));
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_absence")]

    operations = [
        migrations.RunSQL(
            CREATE, "DROP FUNCTION public.accounts_standing_in(bigint, bigint, bigint[], date)"
        )
    ]
