"""Ways to reach somebody, as links."""

from django import template

register = template.Library()


@register.filter
def tel(number: str) -> str:
    """The link that calls `number`: digits and a plus in front, without what people write between.

    "(0)" after a country's code is what one leaves out from abroad: "+49 (0)171 …".
    """
    number = number.strip()
    if number.startswith("+"):
        number = number.replace("(0)", "")
    digits = "".join(sign for sign in number if sign.isdecimal())
    return f"tel:{'+' if number.startswith('+') else ''}{digits}"
