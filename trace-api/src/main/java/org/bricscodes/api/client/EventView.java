package org.bricscodes.api.client;

/**
 * How events are to be shown.
 *
 * @param perPage events of one page at most; the service may send fewer
 */
public record EventView(EventForm form, int perPage) {

  /** In this form, 30 events a page. */
  public static EventView of(EventForm form) {
    return new EventView(form, 30);
  }

  /** The same, with pages of another size. */
  public EventView perPage(int events) {
    return new EventView(form, events);
  }

  Call apply(Call call) {
    return call.accepting(form.mediaType());
  }
}
