import type { Language } from "./language.ts";

/** Notes of data/prices/hosted.json in Chinese, which records keep in English. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  "An embedding alone, four characters taken for a token; a classifier of one’s own comes on top.":
    "仅含嵌入，按四个字符一个token计算；另需自己的分类器。",
  "The input of the text alone, four characters taken for a token; instructions and the answer come on top.":
    "仅含文本输入，按四个字符一个token计算；指令和回答另计。",
  "$0.0005 a second for 100 characters a second, an endpoint that is busy all the time; training at $3 an hour and keeping the model come on top.":
    "每秒100个字符的端点每秒$0.0005，假设一直忙碌；每小时$3的训练和模型保存费用另计。",
};

/** What is to be known of a hosted service's price; as it was recorded where it was not of this version. */
export function hostedNotes(notes: string, language: Language): string {
  return language === "zh" ? (IN_CHINESE[notes] ?? notes) : notes;
}
