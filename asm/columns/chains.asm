; columns/chains.asm: makes the chains that the streams of columns run through. `prepare` makes them.

STUB_BYTES:     equ 4
ENDING_BYTES:   equ 7
POP_BC:         equ 0C1h        ; opcodes of a stub
JUMP:           equ 0C3h
CROSS_ELEMENTS: equ 24          ; elements of add_segment and sub_segment
STRAIGHT_ELEMENTS: equ 12       ; elements of inc_segment, dec_segment and dec_twos_segment
WIDE_ELEMENTS:  equ 4           ; elements of wide_add_segment and wide_sub_segment

; Number of segments in each chain: enough for its longest list.
ADD_SEGMENTS:   equ (ADD_LONGEST+CROSS_ELEMENTS-1)/CROSS_ELEMENTS
SUB_SEGMENTS:   equ (SUB_LONGEST+CROSS_ELEMENTS-1)/CROSS_ELEMENTS
INC_SEGMENTS:   equ (INC_LONGEST+STRAIGHT_ELEMENTS-1)/STRAIGHT_ELEMENTS
DEC_SEGMENTS:   equ (DEC_LONGEST+STRAIGHT_ELEMENTS-1)/STRAIGHT_ELEMENTS
TWOS_SEGMENTS:  equ (TWOS_LONGEST+WIDE_ELEMENTS-1)/WIDE_ELEMENTS
DEC_TWOS_SEGMENTS: equ (DEC_TWOS_LONGEST+STRAIGHT_ELEMENTS-1)/STRAIGHT_ELEMENTS
WIDE_ADD_SEGMENTS: equ (WIDE_ADD_LONGEST+WIDE_ELEMENTS-1)/WIDE_ELEMENTS
WIDE_SUB_SEGMENTS: equ (WIDE_SUB_LONGEST+WIDE_ELEMENTS-1)/WIDE_ELEMENTS

; A chain's description:
CHAIN_TEMPLATE: equ 0           ; dw: the segment to copy
CHAIN_BYTES:    equ 2           ; dw: its length
CHAIN_FIRST:    equ 4           ; db: offset of its first element
CHAIN_SLOT:     equ 5           ; dw: offset of the slot after its last element
CHAIN_PAIR:     equ 7           ; db: bytes from one pair of elements to the next
CHAIN_HALF:     equ 8           ; db: bytes from a pair to its second element
CHAIN_PAIRS:    equ 9           ; db: pairs of elements in a segment
CHAIN_SEGMENTS: equ 10          ; db: number of segments
CHAIN_AT:       equ 11          ; dw: where the chain goes
CHAIN_LAST:     equ 13          ; dw: the last of its (elements + 1) words of entries
CHAIN_STUBS:    equ 15          ; dw: where its stubs go
CHAIN_ENDING:   equ 17          ; dw: the code to put after the last segment
CHAIN_DOUBLES:  equ 19          ; db: bytes of `double` that each stub begins with, 0 for none
CHAIN_ENTRY:    equ 20          ; bytes of a description

; chain: writes a description. name: first part of the names of the chain's equates; next: what follows its entries in
; memory; the others as above.
chain macro name,next,segment,bytes,first,slot,pair,half,elements,ending,doubles
        dw segment,bytes
        db first
        dw slot
        db pair,half,elements/2,name##_SEGMENTS
        dw name##_CHAIN,next-2,name##_STUBS,ending
        db doubles
        endm
; cross_chain: describes a chain of segments that cross_segment makes (columns/segments.asm).
cross_chain macro name,next,op,ending
        chain name,next,op##_segment,CROSS_BYTES,op##_1-op##_segment,op##_slot-op##_segment,op##_3-op##_1,op##_2-op##_1,CROSS_ELEMENTS,ending,0
        endm
; straight_chain: describes a chain of segments that straight_segment makes. A pair of elements is `pop bc`, two loads
; of L, and the steps.
straight_chain macro name,next,count,bytes,times,ending
        chain name,next,count##_segment,bytes,0,bytes,3+2*times,2+times,STRAIGHT_ELEMENTS,ending,0
        endm
; wide_chain: describes a chain of segments that wide_segment makes (columns/segments.asm). An addition of a word takes
; eight bytes.
wide_chain macro name,next,op,ending,doubles
        chain name,next,wide_##op##_segment,WIDE_BYTES,0,WIDE_BYTES,3+2*8,2+8,WIDE_ELEMENTS,ending,doubles
        endm

chain_table:
        cross_chain ADD,SUB_ENTRIES,add,list_done
        cross_chain SUB,INC_ENTRIES,sub,column_done
        straight_chain INC,DEC_ENTRIES,inc,STRAIGHT_BYTES,1,list_done
        straight_chain DEC,TWOS_ENTRIES,dec,STRAIGHT_BYTES,1,column_done
        wide_chain TWOS,DEC_TWOS_ENTRIES,sub,twos_done,double_end-double
        straight_chain DEC_TWOS,WIDE_ADD_ENTRIES,dec_twos,DEC_TWOS_BYTES,2,list_done
        if WIDE_LAYERS
        wide_chain WIDE_ADD,WIDE_SUB_ENTRIES,add,list_done,0
        wide_chain WIDE_SUB,ENTRIES_END,sub,column_done,0
        endif
chain_table_end:
CHAINS:         equ (chain_table_end-chain_table)/CHAIN_ENTRY

; build_chains: makes every chain, its table of entries and its stubs.
; Destroys: AF, BC, DE, HL, IX, IY
build_chains:
        ld ix,chain_table
        ld a,CHAINS
build_next:
        push af
        call build_chain
        ld bc,CHAIN_ENTRY
        add ix,bc
        pop af
        dec a
        jr nz,build_next
        ret

; build_chain: makes a chain: copies its segment as often as it is needed, and writes its entries and stubs.
;
; A list of n indices enters the chain n elements before its end. If n is even, it enters at a pair's `pop bc`. If n is
; odd, it enters at a stub, which pops a word whose second byte is the first index, and jumps to the pair's second
; element. If the chain doubles, each stub doubles first, and even numbers have stubs too.
; In:       IX -> description
; Destroys: AF, BC, DE, HL, IY
build_chain:
        ld l,(ix+CHAIN_LAST)
        ld h,(ix+CHAIN_LAST+1)
        push hl
        pop iy
        ld e,(ix+CHAIN_AT)
        ld d,(ix+CHAIN_AT+1)
        ld l,(ix+CHAIN_STUBS)
        ld h,(ix+CHAIN_STUBS+1)
        ld b,(ix+CHAIN_SEGMENTS)
build_segment:
        push bc
        push de                 ; DE -> segment
        ld a,e
        add a,(ix+CHAIN_FIRST)
        ld e,a
        ld a,d
        adc a,0
        ld d,a
        ld b,(ix+CHAIN_PAIRS)
build_pair:
        push bc
        ld c,(ix+CHAIN_DOUBLES)
        inc c
        dec c
        jr z,build_even
        ld (iy+0),l
        ld (iy+1),h
        call write_doubling
        ld (hl),JUMP
        inc hl
        ld (hl),e
        inc hl
        ld (hl),d
        inc hl
        ld (iy-2),l
        ld (iy-1),h
        call write_doubling
        jr build_odd
build_even:
        ld (iy+0),e
        ld (iy+1),d
        ld (iy-2),l
        ld (iy-1),h
build_odd:
        ld bc,-4
        add iy,bc
        ld (hl),POP_BC
        inc hl
        ld (hl),JUMP
        inc hl
        push hl
        ld l,(ix+CHAIN_HALF)
        ld h,0
        add hl,de
        ld b,h
        ld c,l
        ld l,(ix+CHAIN_PAIR)
        ld h,0
        add hl,de
        ex de,hl
        pop hl
        ld (hl),c
        inc hl
        ld (hl),b
        inc hl
        pop bc
        djnz build_pair
        pop de
        push hl                 ; the next stub
        push de
        ld l,(ix+CHAIN_TEMPLATE)
        ld h,(ix+CHAIN_TEMPLATE+1)
        ld c,(ix+CHAIN_BYTES)
        ld b,(ix+CHAIN_BYTES+1)
        ldir                    ; DE -> next segment
        pop hl
        ld c,(ix+CHAIN_SLOT)
        ld b,(ix+CHAIN_SLOT+1)
        add hl,bc               ; HL -> slot: a jump to the next segment's first element
        ld (iy+0),l             ; entry for no indices, if this segment is the last
        ld (iy+1),h
        push hl
        ld (hl),JUMP
        inc hl
        ld a,e
        add a,(ix+CHAIN_FIRST)
        ld (hl),a
        inc hl
        ld a,d
        adc a,0
        ld (hl),a
        pop bc
        pop hl
        pop af
        push bc                 ; the slot
        ld b,a
        dec b
        jr z,build_ending
        pop af
        jp build_segment
build_ending:
        pop de
        ld l,(ix+CHAIN_ENDING)
        ld h,(ix+CHAIN_ENDING+1)
        ld bc,ENDING_BYTES
        ldir
        ret

; write_doubling: begins a stub with the code of `double`.
; In:       HL -> stub, C = bytes of `double`
; Out:      HL -> after them
; Destroys: F
write_doubling:
        push de
        push bc
        ld b,0
        ex de,hl
        ld hl,double
        ldir
        ex de,hl
        pop bc
        pop de
        ret

; straight_segment: increments or decrements STRAIGHT_ELEMENTS bytes by 1 or 2, as an n-gram of the context counts once.
; In:       H = page of sums, SP -> indices
; Destroys: F, BC, L
; T-states: 20 an element, or 31 for steps of 2
straight_segment macro name,op,times
name##_segment:
        rept STRAIGHT_ELEMENTS/2
        pop bc
        ld l,c
        rept times
        op (hl)
        endm
        ld l,b
        rept times
        op (hl)
        endm
        endm
name##_segment_end:
        endm

        straight_segment inc,inc,1
STRAIGHT_BYTES: equ inc_segment_end-inc_segment         ; of dec_segment too
        straight_segment dec,dec,1

; list_done: stands after the last segment of chains of additions: goes on with the stream's next word.
list_done:
        ret
