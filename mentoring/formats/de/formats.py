"""German dates as Django has them, but no line ends between a day and its month."""

DATE_FORMAT = "j.\u00a0F\u00a0Y"
DATETIME_FORMAT = "j.\u00a0F\u00a0Y, H:i"
MONTH_DAY_FORMAT = "j.\u00a0F"
