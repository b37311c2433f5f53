/**
 * The instrument's statements, which the build writes into the page as JSON.
 */

import { find } from "../../shared/elements.js";

/**
 * @typedef {object} Statement
 * @property {string} text - of the statement
 * @property {string} principle - number and name of its principle
 * @property {string[]} questions - open questions for talking about it
 */

/** @typedef {Record<string, Statement>} Statements - by code */

/**
 * @param {ParentNode} root - holds the JSON
 * @returns {Statements}
 */
export function statementsIn(root) {
  return JSON.parse(find(root, "script[data-statements]", HTMLScriptElement).text);
}

/**
 * Return the name of a topic: a statement, a whole principle, or success.
 *
 * @param {string} topic - its code, as in a plan or beside a comment; may be empty
 * @param {Statements} statements - of the page
 */
export function topicText(topic, statements) {
  const statement = statements[topic];
  if (statement) {
    return `${topic} ${statement.text}`;
  }
  return topic === "success" ? "Success" : topic.replace("principle-", "Principle ");
}
