// The ways out that take the page, or a new window, elsewhere. They end the page, or the browser
// stops them by rules of its own, so each is tried on a page of its own.

({
  form: (at) => {
    const form = make("form", { action: at("form"), method: "post" });
    document.body.append(form);
    form.submit();
  },
  "form by its button": (at) => {
    const form = make("form", {});
    const button = make("button", { formAction: at("form by its button"), formMethod: "post" });
    form.append(button);
    document.body.append(form);
    button.click();
  },
  "form into a new window": (at) => {
    const form = make("form", { action: at("form into a new window"), target: "_blank" });
    document.body.append(form);
    form.submit();
  },
  location: (at) => { location.href = at("location/x.html"); },
  "location.replace": (at) => { location.replace(at("location.replace/x.html")); },
  link: (at) => { make("a", { href: at("link/x.html") }).click(); },
  "link in the page": (at) => {
    const link = make("a", { href: at("link in the page/x.html") }, "x");
    document.body.append(link);
    link.click();
  },
  "meta refresh": (at) => {
    document.head.append(make("meta", { httpEquiv: "refresh", content: `0;url=${at("meta refresh/x.html")}` }));
  },
  "new window": (at) => {
    if (!window.open(at("new window/x.html"))) throw new Error("no window came");
  },
  "link to a new window": (at) => {
    const link = make("a", { href: at("link to a new window/x.html"), target: "_blank" }, "x");
    document.body.append(link);
    link.click();
  },
})
