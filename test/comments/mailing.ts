import { publishComment } from '../../src/comments/actions/decide.ts';
import { tellReplies } from '../../src/comments/actions/tell-replies.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { type MailServer, readMail, startMailServer } from '../support/mail-server.ts';
import { addReply, addStory, idIn, leaveComment, type Newsroom, startNewsroom, type TestStory } from './newsroom.ts';

/* A newsroom that sends mails about replies through a real mail server, for tests of them. */

export let server: MailServer;
export let newsroom: Newsroom;
export let story: TestStory;
export let writer: Agent;

export const ticked = 'Tell me about replies by mail';
export const email = 'renske@post.northgate';

/** To be called before each test. */
export async function openMailing(): Promise<void> {
  server = await startMailServer();
  newsroom = await startNewsroom({ environment: { SMTP_URL: server.url } });
  story = await addStory(newsroom);
  writer = newsroom.reader();
}

export const say = (agent: Agent, values: Values = {}) =>
  leaveComment(agent, story.path, { Email: email, [ticked]: true, ...values });
export const letThrough = (id: number) => publishComment(newsroom.context, newsroom.editor, { id, seen: 'held' });
export const reply = (parentId: number, name = 'Bram') =>
  addReply(newsroom, { articleId: story.articleId, threadId: parentId, name });

/** All mails that the server was given so far. */
export async function mails() {
  await newsroom.context.mail.deliver();
  return server.received.map(({ raw, to }) => ({ ...readMail(raw), to: to[0] }));
}

/** Lets replies settle, and runs the sweep. */
export async function sweep() {
  newsroom.clock.advance({ minutes: 11 });
  await tellReplies(newsroom.context);
  return mails();
}

export const linkIn = (text = '', part = 'confirm') =>
  new RegExp(`http://localhost:\\d+(/replies/${part}/\\S+)`).exec(text)?.[1] ?? '';

/** Follows the link of the first mail, in this browser. */
export async function confirm(agent: Agent) {
  const [asked] = await mails();
  const page = await agent.get(linkIn(asked?.text)).expect(200);
  return sendForm(agent, fillForm(page, 'Yes, tell me'));
}

/** A published comment whose writer is told of replies. */
export async function subscribed(): Promise<number> {
  const id = idIn(await say(writer));
  await letThrough(id);
  await confirm(writer);
  server.received.length = 0;
  return id;
}
