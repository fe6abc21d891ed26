"""What codes are called, over HTTP: for systems that show them to people."""

from fastapi import Response

from api.language import Preferred
from api.people.access import Anyone
from api.routing import feature
from api.words.enumerations import catalogue, said
from api.words.schemas import CodeOut, EnumerationOut, EnumerationsOut

router = feature("/v1", "enumerations")


@router.get("/enumerations")
def list_enumerations(response: Response, _: Anyone, preferred: Preferred) -> EnumerationsOut:
    """Give the codes of every enumeration with their words, in Danish or English."""
    response.headers["Content-Language"] = preferred.value
    response.headers["Vary"] = "Accept-Language"
    return EnumerationsOut(
        language=preferred,
        enumerations=[
            EnumerationOut(
                name=name,
                codes=[
                    CodeOut(code=code, label=said(words, preferred))
                    for code, words in codes.items()
                ],
            )
            for name, codes in catalogue().items()
        ],
    )
