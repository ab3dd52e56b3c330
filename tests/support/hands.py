"""A clerk at the till who has only keys, or only a finger; either one proves it at the end."""

from __future__ import annotations

from abc import ABC, abstractmethod

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.support.keys import type_slowly

FINGER = 40
"""Pixels: what is lower is missed by a finger."""
_MOST_TABS = 90

_WITNESS = """
window.seen = { keys: 0, pointers: 0, dialogs: [] };
new MutationObserver((changes) => {
  const shown = changes.map(({ target }) => target).filter(({ open }) => open);
  window.seen.dialogs.push(...shown.map(({ id }) => id));
}).observe(document, { subtree: true, attributeFilter: ['open'] });
addEventListener('keydown', (event) => { window.seen.keys += event.isTrusted; }, true);
for (const kind of ['pointerdown', 'mousedown', 'touchstart']) {
  addEventListener(kind, (event) => { window.seen.pointers += event.isTrusted; }, true);
}
"""
_SCAN = """(code) => {
  for (const key of [...code, 'Enter']) {
    const pressed = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(pressed);
  }
}"""
_IS_FOCUSED = "element => element === document.activeElement"


class Clerk(ABC):
    """What a clerk does, whichever way it is done."""

    page: Page

    def at(self, selector: str, has_text: str | None = None) -> Locator:
        return self.page.locator(selector, has_text=has_text)

    def sees(self, selector: str, *texts: str) -> None:
        """The place is on the screen and says all of it."""
        expect(self.at(selector)).to_be_visible(timeout=20_000)
        for text in texts:
            expect(self.at(selector)).to_contain_text(text, timeout=20_000)

    def sees_no(self, selector: str) -> None:
        expect(self.at(selector)).to_be_hidden(timeout=20_000)

    def scan(self, code: str) -> None:
        """The scanner does it: neither hands."""
        self.page.evaluate(_SCAN, code)

    def dialogs(self) -> set[str]:
        """What has been open since the page was loaded."""
        return set(self.page.evaluate("window.seen.dialogs"))

    @abstractmethod
    def press(self, key: str, selector: str, /) -> None:
        """The key, or the button that shows it."""

    @abstractmethod
    def push(self, target: Locator) -> None:
        """A button without a key of its own: gone to with Tab, or tapped."""

    @abstractmethod
    def write(self, text: str, selector: str) -> None:
        """Into a field, in place of what stood there."""

    @abstractmethod
    def choose(self, selector: str) -> None:
        """One of several round buttons, or a box to tick."""

    @abstractmethod
    def pick(self, selector: str, label: str) -> None:
        """One of a list that unfolds."""

    @abstractmethod
    def command(self, word: str) -> None:
        """By its word, or in the menu."""

    @abstractmethod
    def ring(self, name: str) -> None:
        """Goods by the beginning of their name."""

    @abstractmethod
    def pin(self, digits: str) -> None:
        """At the sign-in."""

    @abstractmethod
    def cheated(self) -> bool:
        """Whether anything else than these hands was used."""


class Keys(Clerk):
    """1280 wide, a keyboard, and a mouse that is never touched."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str, selector: str, /) -> None:
        expect(self.at(selector)).to_be_visible()
        self.page.keyboard.press(key)

    def push(self, target: Locator) -> None:
        self._go_to(target)
        self.page.keyboard.press("Enter")

    def write(self, text: str, selector: str) -> None:
        self._go_to(self.at(selector))
        self.page.keyboard.press("Control+a")
        type_slowly(self.page, text)

    def choose(self, selector: str) -> None:
        target = self.at(selector)
        if target.get_attribute("type") == "checkbox":
            self._go_to(target)
            self.page.keyboard.press("Space")
            return
        group = self.at(f"input[name={target.get_attribute('name')}]:checked")
        self._go_to(group)
        for _each in range(8):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {selector}")

    def pick(self, selector: str, label: str) -> None:
        self._go_to(self.at(selector))
        self.page.keyboard.type(label, delay=10)
        expect(self.at(f"{selector} option:checked")).to_have_text(label)

    def command(self, word: str) -> None:
        self.page.keyboard.type(word)
        self.page.keyboard.press("Enter")

    def ring(self, name: str) -> None:
        expect(self.at("#entry")).to_be_focused()
        self.page.keyboard.type(name[:3])
        expect(self.at("#results [aria-selected=true]")).to_contain_text(name)
        self.page.keyboard.press("Enter")

    def pin(self, digits: str) -> None:
        expect(self.at("#pin")).to_be_focused()
        self.page.keyboard.type(digits)
        self.page.keyboard.press("Enter")

    def cheated(self) -> bool:
        return bool(self.page.evaluate("window.seen.pointers"))

    def _go_to(self, target: Locator) -> None:
        expect(target).to_be_visible()
        for _each in range(_MOST_TABS):
            if target.evaluate(_IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never leads to {target}")


class Finger(Clerk):
    """A phone: what is seen and large enough is tapped, and its keyboard fills fields in."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, _key: str, selector: str, /) -> None:
        self.push(self.at(selector))

    def push(self, target: Locator) -> None:
        self._tap(target)

    def write(self, text: str, selector: str) -> None:
        field = self.at(selector)
        self._tap(field)
        self._fill(field, text)

    def choose(self, selector: str) -> None:
        self._tap(self.at(selector).locator("xpath=ancestor::label"))
        expect(self.at(selector)).to_be_checked()

    def pick(self, selector: str, label: str) -> None:
        self._tap(self.at(selector))
        self.at(selector).select_option(label=label)

    def command(self, word: str) -> None:
        self._tap(self.at("#menu"))
        self._tap(self.at(f".menu-item[data-word='{word}']"))

    def ring(self, name: str) -> None:
        self._tap(self.at("#keyboard"))
        self._fill(self.at("#entry"), name[:3])
        self._tap(self.at("#results [role=option]").filter(has_text=name).first)

    def pin(self, digits: str) -> None:
        for digit in digits:
            self._tap(self.at(f"#pin-pad [data-digit='{digit}']"))
        self._tap(self.at("#pin-pad .pin-enter"))

    def cheated(self) -> bool:
        return bool(self.page.evaluate("window.seen.keys"))

    def _tap(self, target: Locator) -> None:
        expect(target).to_be_visible(timeout=20_000)
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= FINGER, f"{target} is only {box['height']} high"
        target.tap()

    def _fill(self, field: Locator, text: str) -> None:
        """The phone's keyboard comes up by itself, or the field cannot be written into."""
        assert field.evaluate(_IS_FOCUSED), f"{field} was tapped and has no focus"
        assert field.evaluate("field => field.inputMode") != "none", f"no keyboard for {field}"
        field.fill(text)


def keys_at(browser: Browser) -> tuple[BrowserContext, Keys]:
    """A counter with a screen and a keyboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(_WITNESS)
    return context, Keys(context.new_page())


def finger_at(browser: Browser) -> tuple[BrowserContext, Finger]:
    """A phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    context.add_init_script(_WITNESS)
    return context, Finger(context.new_page())
