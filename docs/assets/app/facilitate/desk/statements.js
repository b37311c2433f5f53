/**
 * What the page says of each statement; the build writes it into the page as JSON.
 */

import { find } from "../../shared/elements.js";

/**
 * @typedef {object} Statement
 * @property {string} text - of the statement
 * @property {string} principle - number and name of its principle
 * @property {string[]} questions - open ones, for talking about it
 */

/** @typedef {Record<string, Statement>} Statements - by code */

/**
 * @param {ParentNode} root - holds them
 * @returns {Statements}
 */
export function statementsIn(root) {
  return JSON.parse(find(root, "script[data-statements]", HTMLScriptElement).text);
}

/**
 * Return what a topic is called: of a statement, a principle as a whole, or success.
 *
 * @param {string} topic - its code in a plan or beside a comment; may be empty
 * @param {Statements} statements - of the page
 */
export function topicText(topic, statements) {
  const statement = statements[topic];
  if (statement) {
    return `${topic} ${statement.text}`;
  }
  return topic === "success" ? "Success" : topic.replace("principle-", "Principle ");
}
