"""One function counts what waits for somebody: every page asks it, so it keeps its plan."""

from django.db import migrations

CREATE = """
CREATE FUNCTION public.decisions_waiting(
  the_organisation bigint, the_person bigint, at_moment timestamptz, most integer)
RETURNS integer[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY[
    (SELECT count(*) FROM (SELECT 1 FROM public.decisions_task task
      WHERE task.organisation_id = the_organisation AND task.owner_id = the_person
        AND task.state = 'open' AND task.due_at < at_moment LIMIT most) found),
    (SELECT count(*) FROM (SELECT 1 FROM public.decisions_notice notice
      WHERE notice.organisation_id = the_organisation AND notice.person_id = the_person
        AND notice.read_at IS NULL LIMIT most) found)];
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0008_receipts_told")]

    operations = [
        migrations.RunSQL(
            CREATE,
            "DROP FUNCTION public.decisions_waiting(bigint, bigint, timestamptz, integer)",
        )
    ]
