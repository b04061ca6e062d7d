// Everything that scripts add; every page works without them.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
  isSupported,
} from "govuk-frontend";
import { autosave } from "./autosave.js";
import { freshAfterBack } from "./back.js";
import { bodies } from "./bodies.js";
import { looking } from "./looking.js";
import { marking } from "./marking.js";
import { naming } from "./naming.js";
import { nowButtons } from "./now.js";
import { once } from "./once.js";
import { paging } from "./paging.js";
import { printing } from "./printing.js";
import { session } from "./session.js";

freshAfterBack();
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
if (isSupported()) {
  for (const component of [
    Button,
    CharacterCount,
    Checkboxes,
    ErrorSummary,
    NotificationBanner,
    PasswordInput,
    Radios,
    ServiceNavigation,
    SkipLink,
  ]) {
    createAll(component);
  }
}
once();
nowButtons();
autosave();
session();
marking();
looking();
naming();
bodies();
paging();
printing();
