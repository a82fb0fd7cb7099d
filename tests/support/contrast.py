"""The colours of the style sheets, and how well they stand out against each other by WCAG."""

import re

from publishing.web import theme


def tokens() -> dict[str, dict[str, str]]:
    """Return the colours of tokens.css: light, and what dark mode makes of them."""
    text = re.sub(r'/\*.*?\*/', '', (theme.THEME / 'tokens.css').read_text(encoding='utf-8'), flags=re.DOTALL)
    light, dark = text.split('(prefers-color-scheme: dark)')

    def colours(css):
        return dict(re.findall(r'--([\w-]+):\s*(#[0-9A-Fa-f]{6})', css))

    return {'light': colours(light), 'dark': colours(light) | colours(dark)}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)
