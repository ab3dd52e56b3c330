"""Who a member is beyond the number: status by date, heirs, buyers, photo, NIK."""
