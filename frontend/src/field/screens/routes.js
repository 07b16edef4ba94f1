// Addresses behind the # and the screens they show.
import { caseScreen, clockScreen, dossierScreen } from "./case.js";
import { checklistScreen, topicScreen } from "./checklist.js";
import { deviceScreen } from "./device.js";
import { evidenceScreen } from "./evidence.js";
import { findingScreen, findingsScreen } from "./findings.js";
import { homeScreen } from "./home.js";
import { itemScreen, outboxScreen } from "./outbox.js";
import { finishScreen, minutesScreen, signScreen } from "./minutes.js";
import { interviewScreen, interviewsScreen, scanScreen } from "./workers.js";
import { headcountScreen, visitScreen } from "./visit.js";

const ID = "([0-9a-f-]{36})";
const at = (path) => new RegExp(`^${path}$`);

export const ROUTES = [
  [at(""), homeScreen],
  [at(`case/${ID}`), caseScreen],
  [at(`case/${ID}/dossier`), dossierScreen],
  [at(`case/${ID}/clock`), clockScreen],
  [at(`case/${ID}/checklist`), checklistScreen],
  [at(`case/${ID}/checklist/(\\d+)`), topicScreen],
  [at(`case/${ID}/findings`), findingsScreen],
  [at(`case/${ID}/finding/([\\w-]+)`), findingScreen],
  [at(`case/${ID}/evidence`), evidenceScreen],
  [at(`case/${ID}/interviews`), interviewsScreen],
  [at(`case/${ID}/interview`), interviewScreen],
  [at(`case/${ID}/scan`), scanScreen],
  [at(`case/${ID}/visit`), visitScreen],
  [at(`case/${ID}/headcount`), headcountScreen],
  [at(`case/${ID}/minutes`), minutesScreen],
  [at(`case/${ID}/sign`), signScreen],
  [at(`case/${ID}/finish`), finishScreen],
  [at("outbox"), outboxScreen],
  [at(`outbox/${ID}`), itemScreen],
  [at("device"), deviceScreen],
];
