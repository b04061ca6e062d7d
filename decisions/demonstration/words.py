"""What do people write when a record is late, given up, added to, replaced or wrong?"""

DELAYED = (
    "Off sick the day after; written on my first day back, from the notes that I made at the time.",
    "Two visits ran over and then it was the weekend. I rang at once but wrote late.",
    "The system was down in our building until the next morning and I was in clinic all day.",
    "I thought that my colleague had written it. She thought that I had.",
    "I waited for the reference number before writing. I know now that I need not.",
    "Leave began the same evening. My handover said that the call was made, but not the record.",
)
GIVEN_UP = (
    "Started twice by mistake; the other draft was recorded.",
    "The family's own worker had recorded the same share. We agreed that hers stands.",
    "It was a general question in the end and no information about anybody was involved.",
    "Wrong team chosen at the start. Begun again in the right one.",
)
IN_ERROR = (
    "Recorded twice: the same call was written by both of us.",
    "This was a practice run on the wrong day and never a real share.",
)
WRONG_PERSON = (
    "The identifier belongs to somebody else. The right record was made and the content sealed."
)
ADDED = (
    ("They rang back: a worker is named and has visited.", "What they did."),
    ("No answer by the chase date. I rang; it is now with a manager, who promised a call today.",
     "Chased."),
    ("The written follow-up was received; they read the two identifiers back to me.",
     "Receipt."),
    ("The family asked what we had shared. I went through their own lines with them.",
     "They asked."),
    ("Outcome told to the person who raised it, as far as they needed to know.",
     "Closing the loop."),
    ("They decided on no further action and said why. I asked my lead to look at that with me.",
     "Their decision."),
    ("The time of the call was 20 minutes later than I wrote. The telephone log shows it.",
     "A wrong time."),
)  # fmt: skip
REPLACED = (
    ("The first record named the wrong service.", "Written again with the right service named."),
    ("The first record said that the parent was told before; it was after.",
     "Written again with the order put right."),
    ("New facts came within the hour.", "Written again with what the hospital found."),
    ("I had written an opinion as a fact.", "Written again with the opinion marked as mine."),
)  # fmt: skip
