; columns/endings.asm: how columns end, and what replaces two short lists.

; column_done: ends each column: stands after the last segment of chains of subtractions. T-states: 26.
; In:       IX = where to go on, with the walk's registers
column_done:
        ld sp,INTERRUPT_STACK
        ei
        exx
        jp (ix)

; column_quiet: replaces column_done if the machine runs with interrupts off. It leaves SP in the stream, so code
; between columns must set SP before it uses the stack.
column_quiet:
        exx
        jp (ix)
column_quiet_end:

; single, context_single: one addition and one subtraction, for columns whose lists of +1 and -1 are both odd.
; In:       as for chains: H = page, E = addend, SP -> the two indices
; Destroys: AF, BC, L
single:
        pop bc
        ld l,c
        add_byte
        jr c,single_carry
single_minus:
        ld l,b
        sub_byte
        ret nc
        sub_step
        ret
single_carry:
        add_step
        jr single_minus
context_single:
        pop bc
        ld l,c
        inc (hl)
        ld l,b
        dec (hl)
        ret
        if WIDE_LAYERS

; wide_single: one addition and one subtraction of a word; `single` does this for bytes.
wide_single:
        pop bc
        ld l,c
        add_word
        dec h
        ld l,b
        sub_word
        dec h
        ret
        endif
