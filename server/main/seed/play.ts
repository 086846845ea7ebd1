import { type Growing, Life, type Message } from './life.ts';
import { detailsOf, isEmail, phoneMessage, pointOf, recordingMessage, replyWindow, textMessage } from './looks.ts';
import { agents, type QueueName, type SeedAgent } from './people.ts';
import { type Plan, writesToWorkshop } from './plan.ts';
import { DAY, type Dice, HOUR, iso, type Scope } from './scope.ts';
import { flows } from './settings.ts';
import type { Line } from './stories/story.ts';

const eBikes = ['Fyr E-Trek', 'Fyr E-City', 'Lille Cargo E'];
const bicycles = ['Nordhavn City 7', 'Kattegat Gravel', 'Øresund Tour', 'Skagen 28', 'Lille Cargo'];

/** One conversation being acted out. */
class Play {
  readonly life: Life;
  readonly #scope: Scope;
  readonly #dice: Dice;
  readonly #plan: Plan;
  readonly #point: string;
  readonly #facts: Readonly<Record<string, string>>;
  readonly #buyerId: string;
  /** Who holds it. */
  #agent: SeedAgent;
  #queue: QueueName | undefined;
  #told = { customer: 0, agent: 0 };
  /** How the customer of this conversation begins and ends a letter. */
  readonly #manner: { readonly opens: string; readonly closes: string };

  constructor(scope: Scope, dice: Dice, plan: Plan, id: number) {
    const { channel, buyer, story, repertoire } = plan;
    const { kind } = channel;
    this.#scope = scope;
    this.#dice = dice;
    this.#plan = plan;
    this.#point = pointOf(scope, kind, channel.channel, buyer.language, writesToWorkshop(plan));
    this.#buyerId = scope.id('customer', buyer.name);
    this.#facts = {
      order: `NC-${48_000 + plan.index * 7 + dice.between(0, 6)}`,
      product: story.product ?? dice.pick(story.tags.includes('e-bike') ? eBikes : bicycles),
      price: repertoire.manners.price(dice.between(...(story.euros ?? [69, 149]))),
      day: dice.pick(repertoire.manners.days),
      city: buyer.city,
    };
    this.#manner = { opens: dice.pick(repertoire.manners.customerOpens), closes: dice.pick(repertoire.manners.customerCloses) };
    const outbound = channel.channel === 'Sms';
    const point = flows.find((flow) => flow.channel === channel.channel && (flow.point === this.#point || flow.point === 'widget'));
    this.#queue = outbound || kind === 'GenericConversation' ? undefined : (point?.queue ?? 'general');
    this.#agent = this.#whoServes(this.#queue ?? story.queue);
    this.life = new Life(scope, plan.index, id, this.#row(outbound ? 'Outbound' : 'Inbound'));
  }

  #row(direction: 'Inbound' | 'Outbound'): Growing {
    const { channel, buyer, startedAt, story, index } = this.#plan;
    const { kind } = channel;
    return {
      kind,
      channel: channel.channel,
      requester_id: this.#buyerId,
      direction,
      state: 'Open',
      state_updated_at: '',
      created_at: '',
      closed_at: null,
      assigned_agent_id: null,
      assigned_at: null,
      queue_id: null,
      queued_at: null,
      followup_at: null,
      followup_by: null,
      language: buyer.language,
      subject: isEmail(kind) ? this.#filled(story.subject) : null,
      ...detailsOf(kind, this.#dice, buyer, direction, this.#point),
      custom_attributes: {},
      parent_id: null,
      link_type: null,
      contact_point: this.#point,
      external_id: kind === 'GenericConversation' ? `legacy-${9000 + index}` : null,
      origin: kind === 'GenericConversation' ? 'ApiImport' : 'Api',
      transport_expires_at: replyWindow(kind, startedAt),
      anonymized_at: null,
    };
  }

  /** Plans the whole conversation and plays it. */
  act(): Life {
    const { channel, startedAt } = this.#plan;
    if (channel.kind === 'PstnPhoneConversation') this.#call();
    else this.#chatter();
    this.life.play(startedAt);
    if (this.#plan.outcome === 'awaiting') this.life.row.state = 'AwaitingPending';
    return this.life;
  }

  #id = (agent: SeedAgent): string => this.#scope.id('agent', agent.name);

  #whoServes(queue: QueueName, not?: SeedAgent): SeedAgent {
    const { language } = this.#plan.buyer;
    const speaking = agents.filter((agent) => agent.languages.includes(language) && agent !== not);
    const fitting = speaking.filter((agent) => agent.queues.includes(queue));
    return this.#dice.pick(fitting.length > 0 ? fitting : speaking);
  }

  #filled = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => this.#facts[name] ?? `{${name}}`);

  #gap(): number {
    const [low, high] = this.#plan.channel.pace.gap;
    return low + this.#dice.next() * (high - low);
  }

  /** A line as it is written on this channel. */
  #message(by: Line['by'], words: string, picture?: string): Message {
    const direction = by === 'customer' ? 'Inbound' : 'Outbound';
    const text = isEmail(this.#plan.channel.kind) ? this.#letter(by, words) : this.#chatLine(by, words);
    this.#told[by]++;
    const { kind } = this.#plan.channel;
    const externalId = kind === 'GenericConversation' ? { externalId: `${this.life.row.external_id}-${this.life.messages.length}` } : {};
    return { direction, authorId: by === 'customer' ? this.#buyerId : this.#id(this.#agent), attributes: textMessage(kind, this.life.row.parties, direction, text, picture), ...externalId };
  }

  #letter(by: Line['by'], words: string): string {
    const { manners, language } = this.#plan.repertoire;
    const { buyer } = this.#plan;
    const opening = by === 'customer' ? this.#manner.opens : manners.agentOpens.replace('{name}', buyer.first);
    const closing = by === 'customer' ? this.#manner.closes : manners.agentCloses;
    // German goes on in lower case after the comma of the greeting.
    return `${opening}\n\n${language === 'de' ? words : capital(words)}\n\n${closing}\n${by === 'customer' ? `${buyer.first} ${buyer.last}` : this.#agent.first}`;
  }

  #chatLine(by: Line['by'], words: string): string {
    const { manners, language } = this.#plan.repertoire;
    if (this.#told[by] > 0 || this.#plan.channel.channel === 'Sms') return capital(words);
    if (by === 'agent') return `${manners.agentOpens.replace('{name}', this.#plan.buyer.first).replace(/,$/, '!')} ${capital(words)}`;
    const opening = this.#dice.pick(manners.chatOpens);
    return `${opening}${opening.endsWith(', ') && language !== 'en' ? words : capital(words)}`;
  }

  #say(by: Line['by'], words: string, picture?: string): void {
    this.life.plan(this.#gap(), () => this.life.say(this.#message(by, this.#filled(words), picture)), by === 'agent' && this.#plan.channel.pace.office);
  }

  #tell(line: Line, picture?: string): void {
    this.#say(line.by, this.#dice.pick(line.wordings), picture);
  }

  #claim(): void {
    const agent = this.#agent;
    this.life.plan(this.#gap() / 2, () => this.life.claim(this.#id(agent)), this.#plan.channel.pace.office);
  }

  /** A conversation in writing. */
  #chatter(): void {
    const { story, outcome, repertoire } = this.#plan;
    const [first, ...rest] = story.lines as [Line, ...Line[]];
    const imported = this.life.row.kind === 'GenericConversation';
    const mine = first.by === 'agent' ? this.#agent : undefined;
    const words = this.#filled(this.#dice.pick(first.wordings));
    const queueId = this.#queue === undefined ? null : this.#scope.id('queue', this.#queue);
    this.life.plan(0, () => this.life.begin(mine ? this.#id(mine) : this.#buyerId, this.#message(first.by, words, story.picture), mine ? this.#id(mine) : null, queueId));
    if (outcome === 'waiting') return;
    if (imported) this.#assignQuietly();
    else if (!mine) this.#claim();
    if (story.queue !== this.#queue && this.#queue === 'general' && this.#dice.chance(0.45)) this.#handOver(story.queue, repertoire.manners.handsOver);
    for (const line of this.#linesFor(rest)) this.#tell(line);
    this.#sortIn(
      story.reason,
      story.tags,
      story.lines.some((line) => line.wordings.some((text) => text.includes('{order}'))),
    );
    if (story.note !== undefined) this.#note(this.#filled(story.note));
    this.#end();
  }

  /** An import has an assignment without anybody claiming it. */
  #assignQuietly(): void {
    const agentId = this.#id(this.#agent);
    this.life.plan(1, () => {
      this.life.row.assigned_agent_id = agentId;
      this.life.row.assigned_at = this.life.now;
      this.life.event('ConversationAssigned', agentId, { agentId });
    });
  }

  /** How much of the story has been told when the curtain falls. */
  #linesFor(rest: readonly Line[]): readonly Line[] {
    const { outcome } = this.#plan;
    if (outcome === 'closed') return rest;
    if (outcome === 'open') return rest.slice(0, this.#dice.between(0, rest.length - 1));
    const lastAnswer = rest.findIndex((line) => line.by === 'agent');
    return rest.slice(0, lastAnswer + 1);
  }

  #handOver(queue: QueueName, remark: string): void {
    const before = this.#agent;
    const after = this.#whoServes(queue, before);
    this.#note(remark);
    this.life.plan(this.#gap() / 3, () => {
      this.life.transfer(this.#scope.id('queue', queue), this.#id(before));
    });
    this.#agent = after;
    this.#claim();
  }

  #note(text: string): void {
    const author = this.#agent;
    this.life.plan(this.#gap() / 4, () => this.life.note(this.#id(author), text), this.#plan.channel.pace.office);
  }

  #sortIn(reason: readonly [string, string], tags: readonly string[], withOrder: boolean): void {
    const agentId = this.#id(this.#agent);
    if (this.#dice.chance(0.75)) {
      const values = { contact_reason: reason, ...(withOrder ? { order_number: this.#facts.order! } : {}) };
      this.life.plan(0.4, () => this.life.attributes(agentId, values));
    }
    const worn = this.#dice.chance(0.85) ? tags : [];
    for (const tag of worn) this.life.plan(0.2, () => this.life.tag(agentId, tag));
  }

  #end(): void {
    const { outcome } = this.#plan;
    if (outcome === 'pending' || outcome === 'awaiting') {
      const back = Math.floor(this.#scope.at / DAY) * DAY + this.#dice.between(1, 6) * DAY + 8 * HOUR;
      this.life.plan(this.#gap(), () => this.life.followup(this.#id(this.#agent), iso(back)));
    }
    if (outcome === 'closed') this.#finish();
  }

  /** The last words, now and then with a follow-up before and a return after, and the question how it was. */
  #finish(): void {
    const { manners } = this.#plan.repertoire;
    const { life } = this;
    const agent = this.#agent;
    const spoken = this.#plan.channel.kind === 'PstnPhoneConversation';
    const plain = spoken || this.life.row.kind === 'GenericConversation' || this.#plan.channel.channel === 'Sms';
    if (!plain && this.#dice.chance(0.15)) this.#waitOver(manners.followsUp);
    if (!plain && this.#dice.chance(0.7)) this.#say('customer', this.#dice.pick(manners.thanks));
    const closing = (): void => life.plan(this.#gap(), () => life.close(this.#id(agent)), this.#plan.channel.pace.office);
    closing();
    if (!plain && this.#dice.chance(0.1)) {
      this.#say('customer', manners.comesBack[0]);
      this.#claim();
      this.#say('agent', manners.comesBack[1]);
      closing();
    }
    if (life.row.kind !== 'GenericConversation' && this.#dice.chance(0.55)) this.#askHowItWas();
  }

  /** A follow-up that was set and ran out. */
  #waitOver(words: string): void {
    const agent = this.#agent;
    this.life.plan(this.#gap(), () => this.life.followup(this.#id(agent), this.life.next), this.#plan.channel.pace.office);
    this.life.plan(this.#dice.between(4, 30) * 60, () => this.life.expireFollowup(), true);
    this.#say('agent', words);
  }

  #askHowItWas(): void {
    const { manners } = this.#plan.repertoire;
    const type = this.#dice.pick(['Csat', 'Csat', 'Csat', 'Csat', 'Nps', 'ThumbsUpOrDown']);
    const happy = this.#dice.chance(0.8);
    const bounds: Record<string, readonly [number, number]> = happy ? { Csat: [4, 5], Nps: [8, 10], ThumbsUpOrDown: [1, 1] } : { Csat: [1, 3], Nps: [2, 6], ThumbsUpOrDown: [0, 0] };
    const score = this.#dice.between(...bounds[type]!);
    const comment = this.#dice.chance(0.6) ? this.#dice.pick(happy ? manners.happy : manners.unhappy) : null;
    this.life.plan(1, () => this.life.offerRating(this.#id(this.#agent), type));
    if (this.#dice.chance(0.75)) this.life.plan(this.#dice.between(2, 90), () => this.life.rate(score, comment));
  }

  /** A telephone call, a voicemail that is answered by one, or a call that was asked for. */
  #call(): void {
    const { channel, call, outcome, buyer, index } = this.#plan;
    const seconds = this.#dice.between(70, 640);
    const byCustomer = (attributes: Message['attributes']): Message => ({ direction: 'Inbound', authorId: this.#buyerId, attributes });
    const left = channel.channel === 'Voicemail' ? byCustomer(recordingMessage(`voicemail-${index}`, this.#dice.between(15, 50))) : undefined;
    this.life.plan(0, () => this.life.begin(this.#buyerId, left, null, this.#scope.id('queue', this.#queue!)));
    if (outcome === 'waiting') return;
    this.#claim();
    const agentId = this.#id(this.#agent);
    const direction = channel.channel === 'PstnPhone' ? 'Inbound' : 'Outbound';
    const authorId = direction === 'Inbound' ? this.#buyerId : agentId;
    this.life.plan(
      seconds / 60 + (direction === 'Outbound' ? 5 : 0),
      () => this.life.say({ direction, authorId, attributes: phoneMessage(direction, buyer.phone!, this.#point, seconds) }),
      channel.pace.office,
    );
    if (this.#dice.chance(0.6)) this.life.plan(0.3, () => this.life.say({ direction, authorId, attributes: recordingMessage(`call-${index}`, seconds - 4) }));
    this.#note(this.#filled(call.summary));
    this.#sortIn(call.reason, call.tags, call.summary.includes('{order}'));
    this.#end();
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Acts one planned conversation out. */
export const playConversation = (scope: Scope, dice: Dice, plan: Plan, id: number): Life => new Play(scope, dice, plan, id).act();
