import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import {
  type Checked,
  type CheckName,
  checkNames,
  covers,
  type Finding,
  findingsOf,
  isFixed,
} from '../article/checks.ts';
import { passField } from '../forms/panel.ts';
import type { PassedCheck } from '../queries/passed-checks.ts';
import { type Standing, textProblems } from './checks.ts';

/** What keeps a story from readers, where it is mended, and how it is passed over. */
export interface MustItem {
  texts: string[];
  /** Of the field in the editor; null where it is on the panel itself. */
  fixHref: string | null;
  /** Null where nobody can pass it. */
  pass: { name: string; reason: string; error: string | null; isOpen: boolean } | null;
}

interface LookItem {
  text: string;
  href: string;
}

export interface Passing {
  must: MustItem[];
  look: LookItem[];
  /** What was passed over before, and stays a task. */
  passed: string[];
  /** Something is wrong that nobody can pass. */
  isStuck: boolean;
}

interface Looked extends Standing {
  checked: Checked;
  body: string;
  problems: { line: number; message: string; lacks?: 'alt' }[];
  /** What keeps the text from being shown, by field. */
  faults: FieldErrors;
  /** The panel as it was sent. */
  form: Form;
  errors: FieldErrors;
  editorHref: string;
}

/** What must be fixed, and what might be looked at, in the order of the checks. */
export function passing(looked: Looked): Passing {
  const { checked, levels, passed, editorHref } = looked;
  const found = (level: 'block' | 'warn') =>
    checkNames
      .filter((name) => levels[name] === level && !isFixed(name))
      .map((name) => ({ name, findings: findingsOf(name, checked) }))
      .filter(({ findings }) => findings.length > 0);
  const blocking = found('block').map(({ name, findings }) => ({
    name,
    findings: findings.filter((finding) => !covers(passed, finding)),
  }));
  const faults = faultsOf(looked);
  return {
    must: [
      ...faults,
      ...blocking.flatMap(({ name, findings }) => (findings.length > 0 ? [passable(name, findings, looked)] : [])),
    ],
    look: found('warn').flatMap(({ findings }) =>
      findings.map(({ text, field }) => ({ text: sentence(text), href: `${editorHref}#${field}` })),
    ),
    passed: found('block').flatMap(({ findings }) => findings.flatMap((finding) => passedText(finding, passed))),
    isStuck: faults.length > 0,
  };
}

function faultsOf({ faults, body, problems, editorHref }: Looked): MustItem[] {
  const lines = textProblems(body, problems).map(({ line, message }) => `Line ${line} of the text: ${message}`);
  const others = Object.entries(faults).filter(([field]) => field !== 'body' || lines.length === 0);
  return [
    ...others.map(([field, message]) => ({ texts: [message], fixHref: `${editorHref}#${field}`, pass: null })),
    ...lines.map((message) => ({ texts: [message], fixHref: `${editorHref}#body`, pass: null })),
  ];
}

function passable(name: CheckName, findings: Finding[], { form, errors, editorHref }: Looked): MustItem {
  const field = passField(name);
  const [reason, error] = [form[field] ?? '', errors[field] ?? null];
  const isOpen = reason !== '' || error !== null;
  const [first] = findings;
  return {
    texts: findings.map(({ text }) => sentence(text)),
    fixHref: name === 'correction' ? null : `${editorHref}#${first?.field}`,
    pass: { name: field, reason, error, isOpen },
  };
}

const passedText = (finding: Finding, passed: PassedCheck[]): string[] => {
  const task = passed.find((each) => covers([each], finding));
  return task ? [`${sentence(finding.text)} Passed over by ${task.by}: ${task.reason}`] : [];
};

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
