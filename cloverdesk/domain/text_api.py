"""English texts of the api area: plain messages, and failures as (title, message, advice)."""

MESSAGES: dict[str, str] = {
    "ability.private_token": (
        "Without the private token, charges, orders, refunds, gift cards, plans and subscriptions cannot be read or "
        "changed, and no card can be saved on a customer."
    ),
    "ability.platform_token": (
        "Without the Platform token, customers and their saved cards, employees, roles and the store's settings cannot "
        "be read."
    ),
    "ability.public_token": "Without the public or the private token, no card can be turned into a token.",
    "ability.merchant_id": (
        "Without the merchant id, customers, employees, the store's settings, plans and subscriptions cannot be reached."
    ),
    "ability.nothing": "Without a token or a sign-in, nothing at Clover can be read or changed.",
}

FAILURES: dict[str, tuple[str, str, str]] = {
    "api.card_declined": (
        "Declined",
        "Clover declined it: “{said}”. Clover says that no money moved.",
        "Look at the charge before you try again, or settle it another way.",
    ),
    "api.refused": (
        "Clover refused it",
        "Clover refused it: “{said}”. No money moved.",
        "Check what was asked for. If it looks right, look the object up in Clover's dashboard.",
    ),
    "api.rate_limited": (
        "Clover is busy",
        "Clover takes no more requests for this store right now. Nothing was done.",
        "Wait a minute, then try again. Other programs on the same token count too.",
    ),
    "api.not_signed_in": (
        "Not signed in",
        "Clover does not accept this profile's token: it is wrong, expired, or lacks a permission. Nothing was done.",
        "Add the profile again with a token that is valid, or give it the permissions that this needs: {permissions}.",
    ),
    "api.sign_in_ended": (
        "The sign-in has ended",
        (
            "Clover does not renew this profile's sign-in any more: it was withdrawn, or was not used for too long. "
            "Nothing was done."
        ),
        "Sign in again: “cloverdesk profile sign-in”, followed by the profile's name.",
    ),
    "api.sign_in_lost": (
        "The sign-in was lost",
        (
            "Clover renewed this profile's sign-in, and its answer was lost before it was kept: the line was cut, or the "
            "program ended. The old sign-in is used up. Nothing was done."
        ),
        "Sign in again: “cloverdesk profile sign-in”, followed by the profile's name.",
    ),
    "api.code_refused": (
        "Clover does not take the code",
        (
            "Clover does not take the code of this sign-in: it is wrong, too old or used already, or it is another app's. "
            "Nothing was added or changed."
        ),
        "Sign in again. If it stays so, check the app's client id.",
    ),
    "api.not_allowed": (
        "Not allowed by Clover",
        "Clover does not let this profile's token do this ({call}). Nothing was done.",
        "Ask the store's owner to give the token what this needs in Clover's dashboard: {permissions}.",
    ),
    "api.wrong_merchant": (
        "Another store's token",
        "This profile is for the store {merchant}, but its token belongs to the store {own}. Nothing was done.",
        "Add the profile again with the merchant id that belongs to the token.",
    ),
    "api.merchant_missing": (
        "Which store?",
        "This needs the store's merchant id, and the profile does not name it. Nothing was sent.",
        "Add the profile again with its merchant id.",
    ),
    "api.missing": (
        "Not found at Clover",
        "Clover has no “{what}” in this store.",
        "Check the id, and that this is the right store.",
    ),
    "api.server_trouble": (
        "Clover has trouble",
        "Clover answered with an error of its own (status {status}). Nothing was changed.",
        "Try again in a few minutes.",
    ),
    "api.bad_answer": (
        "Not an answer from Clover",
        "What came back (status {status}) is not an answer that Clover gives: “{excerpt}”. Nothing was changed.",
        "Check the profile's address, and whether a proxy or a sign-in page of the network stands in between.",
    ),
    "api.too_large": (
        "Not an answer from Clover",
        "What came back is far larger than anything Clover sends, and was not read to its end. Nothing was changed.",
        "Check the profile's address, and whether a proxy or a sign-in page of the network stands in between.",
    ),
    "api.unreachable": (
        "Clover cannot be reached",
        "No connection to {host} could be made. Nothing was sent, no money moved.",
        "Check the network, then try again.",
    ),
    "api.name_unknown": (
        "Clover cannot be reached",
        "The name {host} could not be looked up. Nothing was sent, no money moved.",
        "Check the network and its proxy, and the profile's address if it has one, then try again.",
    ),
    "api.no_answer": (
        "Clover did not answer",
        "{host} did not answer in time. This was only a look: nothing was changed.",
        "Check the network, then try again.",
    ),
    "api.not_trusted": (
        "The connection is not safe",
        "This computer does not trust the certificate of {host}. Nothing was sent, no money moved.",
        "Check the computer's date and its trusted certificates, or ask whoever looks after the network.",
    ),
    "api.not_of_today": (
        "The connection is not safe",
        "By this computer's clock, the certificate of {host} is not valid today. Nothing was sent, no money moved.",
        "Check this computer's date and time. If they are right, tell whoever looks after the network or the server.",
    ),
    "api.extra_ca_unusable": (
        "The extra certificates cannot be used",
        "“{path}”, which the profile's options name, cannot be read as a file of certificates (PEM). Nothing was sent.",
        "Put the file there, or take “extra_ca_file” out of the options.",
    ),
    "api.proxy_refused": (
        "The proxy refuses",
        "The network's proxy does not let the desk through to {host}. Nothing was changed.",
        "Check the system's proxy settings, or ask whoever looks after the network.",
    ),
    "api.proxy_unusable": (
        "The proxy settings cannot be used",
        "The system's proxy settings name a proxy that the desk cannot use. Nothing was sent.",
        "Use an HTTP proxy, or take the proxy settings away.",
    ),
    "api.outcome_unknown": (
        "Not known yet",
        "Clover gave no clear answer. We do not know yet whether the money moved; we are checking.",
        "Do not send it again.",
    ),
    "api.change_unknown": (
        "Not known yet",
        "Clover gave no clear answer, so it is not known whether the change was made. No money moved.",
        "Look at it again before you repeat it.",
    ),
    "api.token_missing": (
        "A token is missing",
        "No token for this part of Clover was entered for this profile. Nothing was done.",
        "Add the profile again with the public and the platform token too.",
    ),
    "api.token_unusable": (
        "The token cannot be used",
        "This profile's token holds characters that no Clover token has. Nothing was sent.",
        "Copy the token again, without blanks or line breaks, and add the profile again.",
    ),
    "address.missing": (
        "No address",
        "This kind of profile needs the address of its server. Nothing was sent.",
        "Give one with --url, like https://clover.example.com.",
    ),
    "address.invalid": (
        "That is not an address",
        "“{url}” cannot be read as the address of a server. Nothing was sent.",
        "Type it like https://clover.example.com.",
    ),
    "address.not_private": (
        "The address is not safe",
        "“{url}” would send tokens and amounts in the clear. Nothing was sent.",
        "Use https. Plain http is for a server on this computer only.",
    ),
    "address.clover_itself": (
        "That is Clover itself",
        "“{url}” is one of Clover's own addresses, and this profile is not for Clover's own. Nothing was sent.",
        "Add the profile with --environment live or --environment sandbox instead.",
    ),
    "address.demo_elsewhere": (
        "The demo store is on this computer",
        "“{url}” is another computer, and the demo store runs only on this one. Nothing was sent.",
        "Add the profile with --environment custom instead.",
    ),
    "address.not_taken": (
        "No address needed",
        "Clover's own addresses are known, so “{url}” cannot be used here. Nothing was sent.",
        "Leave --url out, or add the profile with --environment custom.",
    ),
}
