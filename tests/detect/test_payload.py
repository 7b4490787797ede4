import pytest

from redactor.detect.payload import public_domain

OPEN = ("journal.example", "")


@pytest.mark.parametrize(
    "payload, host, public",
    [
        ("https://doi.org/10.1234/abc", "doi.org", True),
        ("HTTPS://DX.DOI.ORG/10.1234/abc", "dx.doi.org", True),
        ("doi:10.1234/abc", "", True),
        ("10.13335/j.1000-3673.pst.2019.1234", "", True),
        ("www.journal.example/a", "www.journal.example", True),
        ("http://journal.example:8080/a", "journal.example", True),
        # a look-alike of a public host
        ("https://doi.org.evil.example/10.1", "doi.org.evil.example", False),
        ("https://notdoi.org/10.1", "notdoi.org", False),
        ("https://doi.org@evil.example/", "evil.example", False),
        ("https://user@doi.org/10.1", "doi.org", False),
        # a public host, and a person in the address
        ("https://journal.example/?id=15990119850412000X", "journal.example", False),
        ("https://journal.example/?tel=15412345678", "journal.example", False),
        ("https://journal.example/%E7%8E%8B%E4%BC%9F", "journal.example", False),
        ("https://journal.example/?id=1599%30119850412000X", "journal.example", False),
        ("10.1234/15990119850412000X", "", False),
        # not an address
        ("https://doi.org/10.1 王伟", "", False),
        ("https://doi.org/10.1 extra", "", False),
        ("王伟 15412345678", "", False),
        ("NM2026150102", "", False),
        ("ftp://journal.example/", "", False),
        ("https://[broken", "", False),
        ("https://localhost/", "", False),
        ("", "", False),
    ],
)
def test_public_is_only_what_is_plainly_public(payload: str, host: str, public: bool) -> None:
    assert public_domain(payload, OPEN) == (host, public)
