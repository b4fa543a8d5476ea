"""`cloverdesk profile sign-in`: a profile signs in through the browser; what comes of it goes to the keyring or the vault."""

from dataclasses import replace
from typing import TYPE_CHECKING

from cloverdesk.cli.commands.profile import asked_for, read_input
from cloverdesk.cli.host import SignInRequest
from cloverdesk.domain.errors import ExitCode, Offline, UsageProblem
from cloverdesk.domain.message import Message

if TYPE_CHECKING:
    from cloverdesk.cli.context import Context
    from cloverdesk.cli.host import SignedIn
    from cloverdesk.domain.sign_in import App
    from cloverdesk.settings.profiles import Profile, ProfileStore
    from cloverdesk.settings.secrets import Secrets

_ANY_MERCHANT = "any"
"""Stands for a merchant who is not known before the sign-in, while the rest of a profile is checked."""


def run(context: "Context") -> int:
    """Sign in, and keep it. What is wrong is told before the browser opens, where it can be."""
    from cloverdesk.cli import documents
    from cloverdesk.settings.profiles import ProfileStore, SignInWay

    if context.offline:
        raise Offline
    store = ProfileStore(context.paths)
    before = _before(context, store)
    secrets = context.host.secrets(context.paths)
    profile = before or _new(context, store, secrets)
    app = _app(context, profile)
    if before is not None:
        secrets.sign_in(before)  # the keyring or the vault has to be open
    signed = context.host.sign_in(_request(context, profile, app))
    profile = replace(profile, merchant_id=signed.sign_in.merchant_id, signs_in=SignInWay.BROWSER).check()
    _keep(context, secrets, profile, signed, app)
    for note in signed.notes:
        context.output.say(note)
    place = Message(f"cli.place.{profile.key_home.value}").english()
    done = Message.of(
        "cli.profile.signed_in", profile=profile.name, merchant=profile.merchant_id, place=place
    )
    context.output.result(documents.profile(profile), done.english())
    return ExitCode.DONE


def _before(context: "Context", store: "ProfileStore") -> "Profile | None":
    """The profile that is there already. Raises `ProfileExists` if the arguments describe another one."""
    from cloverdesk.settings.errors import ProfileExists

    given = context.arguments
    found = next((one for one in store.all() if one.name == given.name), None)
    if found is None:
        return None
    store.removable(found.name)  # the demo store needs no sign-in
    for asked, is_there in (
        (given.environment, found.environment.value),
        (given.url and given.url.rstrip("/"), found.url),
        (given.merchant, found.merchant_id),
    ):
        if asked and asked != is_there:
            raise ProfileExists(name=found.name)
    return found


def _new(context: "Context", store: "ProfileStore", secrets: "Secrets") -> "Profile":
    """A profile to be added, complete but for its merchant, if none was named."""
    from cloverdesk.settings.profiles import KeyHome

    given = context.arguments
    if given.environment is None:
        raise UsageProblem(text=Message.of("cli.sign_in.which", profile=given.name).english())
    draft = asked_for(context, KeyHome.VAULT)
    replace(draft, merchant_id=draft.merchant_id or _ANY_MERCHANT).check_new()
    store.check_free(draft.name)
    return replace(draft, key_home=secrets.home_for(draft.name))


def _app(context: "Context", profile: "Profile") -> "App":
    """The app that was named, else that of the options. Raises `SignInNotOffered` where there is none."""
    from cloverdesk.settings.apps import DEFAULT_REDIRECT, is_client_id, is_redirect, offered_app
    from cloverdesk.settings.errors import ProfileFieldInvalid, SignInNotOffered
    from cloverdesk.settings.options import Options

    given = context.arguments
    for field, text, is_one in (
        ("client id", given.client_id, is_client_id),
        ("redirect address", given.redirect, is_redirect),
    ):
        if text is not None and not is_one(text):
            raise ProfileFieldInvalid(field=field, text=text)
    options = Options.load(context.paths.profile_dir(profile.name))
    usual = DEFAULT_REDIRECT if given.client_id else ""
    client_id, redirect = given.client_id or options.client_id, given.redirect or options.redirect or usual
    app = offered_app(replace(options, client_id=client_id, redirect=redirect))
    if app is None:
        raise SignInNotOffered(environment=profile.environment.value)
    return app


def _request(context: "Context", profile: "Profile", app: "App") -> SignInRequest:
    from cloverdesk.settings.options import Options

    use_browser = not context.arguments.no_browser

    def show(address: str) -> None:
        code = "cli.sign_in.in_browser" if use_browser else "cli.sign_in.by_hand"
        context.output.say(Message.of(code, address=address))

    async def read_code() -> str:
        return read_input(Message("cli.sign_in.ask"))

    return SignInRequest(
        environment=profile.environment,
        url=profile.url,
        app=app,
        merchant_id=profile.merchant_id,
        use_browser=use_browser,
        show=show,
        read_code=read_code,
        extra_ca=Options.load(context.paths.profile_dir(profile.name)).extra_ca,
        apart=profile.apart,
    )


def _keep(context: "Context", secrets: "Secrets", profile: "Profile", signed: "SignedIn", app: "App") -> None:
    """Keep the sign-in, then the profile, which is what makes it count."""
    from cloverdesk.settings.options import Options
    from cloverdesk.settings.profiles import ProfileStore

    store = ProfileStore(context.paths)
    is_new = all(one.name != profile.name for one in store.all())
    secrets.check_store(profile)
    folder = context.paths.make(context.paths.profile_dir(profile.name))
    options = Options.load(folder)
    chosen = replace(options, client_id=app.client_id, redirect=app.redirect)
    if chosen != options:
        chosen.save(folder)
    with secrets.changing_sign_in(profile.name):
        secrets.save_sign_in(profile, signed.sign_in)
    if not is_new:
        store.change(profile)
        secrets.forget_pasted(profile)
        return
    try:
        store.add(profile)
    except BaseException:
        secrets.forget_tokens(profile)
        raise
