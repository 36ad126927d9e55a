import { area } from '../area.ts';
import { scenarioEditor } from './scenario-editor.ts';
import { scenarioRules } from './scenario-rules.ts';
import { scenarioScreen } from './scenario-screen.ts';
import { scenarioStep } from './scenario-step.ts';

/** What the screens of scenarios say. What the scenarios shipped with the product are called and say stands in `scenarioLibrary`. */
export const scenarios = area({
  en: {
    screen: scenarioScreen.en,
    step: scenarioStep.en,
    editor: scenarioEditor.en,
    rules: scenarioRules.en,
  },
  fr: {
    screen: scenarioScreen.fr,
    step: scenarioStep.fr,
    editor: scenarioEditor.fr,
    rules: scenarioRules.fr,
  },
});
