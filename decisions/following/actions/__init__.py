"""How is it written what followed a share: follow-ups, stages of escalation, what went wrong?"""
