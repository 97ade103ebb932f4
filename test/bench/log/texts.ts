import type { Random } from "./random.ts";

const frequent = "the to a of and is you my in it for that order I not on your can with be this have was delivery refund please when will are or from at if has we by an been which would what there parcel account after no number days do".split(" ");
const syllables = "ba be bi bo bu da de di do du fa fe fi ga ge gi go ka ke ki ko la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo".split(" ");
const vocabularyWords = 30_000;
const hanSentences = ["我的订单什么时候到？", "请问如何申请退款？", "注文番号を教えてください。", "配送先の住所を変更したいです。", "包裹已经丢失了，请帮我查询。", "返金はいつになりますか。"];

/** Frequent English words, then made ones, each as rare as its place. */
const vocabulary = [...frequent, ...Array.from({ length: vocabularyWords }, (_, n) => [n % 61, Math.floor(n / 61) % 61, Math.floor(n / 3721) % 61].map((at) => syllables[at % syllables.length]).join("") + (n % 7 === 0 ? "s" : ""))];

const systemPrompt = (product: number) =>
  `You are the support assistant of shop ${product}. Answer briefly, in the customer's language, and never promise what the policies below do not allow. ` +
  "Refunds are possible within 14 days of delivery. A lost parcel is searched for by the carrier for up to 5 working days before it is replaced. ".repeat(3);
export const systemPrompts = Array.from({ length: 12 }, (_, n) => systemPrompt(n));

/** About so many characters of words that occur as often as words do; now and then in a script without blanks. */
export function prose(random: Random, chars: number): string {
  if (random.next() < 0.05) return hanSentences[random.ranked(hanSentences.length)]!.repeat(Math.max(1, Math.round(chars / 40)));
  const words: string[] = [];
  for (let length = 0; length < chars; ) {
    const word = vocabulary[random.ranked(vocabulary.length)]!;
    words.push(word);
    length += word.length + 1;
  }
  return `${words.join(" ")}.`;
}
