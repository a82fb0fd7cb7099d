"""The content security policy of web pages: what browsers keep to, should anything get past the last look.

Browsers that follow the letter of the standard take "self" for nothing on a page opened from a disk; there ``file:``
stands for it. A page from a web site can load no ``file:`` address, with a policy or without.
"""

HERE = "'self' file:"
POLICY = '; '.join(
    (
        "default-src 'none'",
        f'script-src {HERE}',
        f'style-src {HERE}',
        f'img-src {HERE}',
        f'font-src {HERE}',
        "connect-src 'self'",
        f'form-action {HERE}',
        "base-uri 'none'",
    )
)
#: Needs no scripts: the page in front of all editions.
STILL = (
    POLICY.replace(f'script-src {HERE}; ', '')
    .replace("connect-src 'self'; ", '')
    .replace(f'form-action {HERE}', "form-action 'none'")
)


def meta(policy: str = POLICY) -> str:
    """Return the element that gives a page its policy; it stands before everything that is fetched."""
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}" />'
