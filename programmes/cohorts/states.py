"""The Länder and the parties: holidays, parliaments, mentors and reach are told apart by them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Region(TextChoices):
    """The value is the ISO 3166-2 code without the country."""

    BW = "BW", _("Baden-Württemberg")
    BY = "BY", _("Bavaria")
    BE = "BE", _("Berlin")
    BB = "BB", _("Brandenburg")
    HB = "HB", _("Bremen")
    HH = "HH", _("Hamburg")
    HE = "HE", _("Hesse")
    MV = "MV", _("Mecklenburg-Western Pomerania")
    NI = "NI", _("Lower Saxony")
    NW = "NW", _("North Rhine-Westphalia")
    RP = "RP", _("Rhineland-Palatinate")
    SL = "SL", _("Saarland")
    SN = "SN", _("Saxony")
    ST = "ST", _("Saxony-Anhalt")
    SH = "SH", _("Schleswig-Holstein")
    TH = "TH", _("Thuringia")
    ABROAD = "XX", _("Outside Germany")


class Party(TextChoices):
    """The parties mentors come from."""

    CDU = "cdu", _("CDU")
    CSU = "csu", _("CSU")
    SPD = "spd", _("SPD")
    GREENS = "greens", _("Greens")
    FDP = "fdp", _("FDP")
    LEFT = "left", _("The Left")
    OTHER = "other", _("Another democratic party")
