"""English dates as Europe writes them: one way for days, months in words, and a day of 24 hours.

No line ends between a day and its month.
"""

DATE_FORMAT = "j\u00a0F\u00a0Y"
SHORT_DATE_FORMAT = "j\u00a0M\u00a0Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j\u00a0F\u00a0Y, H:i"
SHORT_DATETIME_FORMAT = "j\u00a0M\u00a0Y, H:i"
MONTH_DAY_FORMAT = "j\u00a0F"
FIRST_DAY_OF_WEEK = 1
